import type { Alphabet } from '../alphabet.ts';
import { plain } from './default.ts';
import { faults } from './faults.ts';
import { hibernate } from './hibernate.ts';
import { readers } from './readers.ts';

export const alphabets: readonly Alphabet[] = [plain, faults, hibernate, readers];
export const alphabetNamed = (name: string): Alphabet | undefined => alphabets.find((each) => each.name === name);
