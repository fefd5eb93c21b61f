import type { Alphabet } from '../alphabet.ts';
import { plain } from './default.ts';

export const readers: Alphabet = {
  name: 'readers',
  about: 'the moves of default; during each, one reader runs between any two writes that touch what it reads',
  letters: plain.letters,
  readers: true,
};
