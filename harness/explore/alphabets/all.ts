import type { Alphabet } from '../alphabet.ts';
import { plain } from './default.ts';

export const alphabets: readonly Alphabet[] = [plain];
export const alphabetNamed = (name: string): Alphabet | undefined => alphabets.find((each) => each.name === name);
