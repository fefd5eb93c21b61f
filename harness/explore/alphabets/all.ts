import type { Alphabet } from '../alphabet.ts';
import { plain } from './default.ts';
import { faults } from './faults.ts';
import { hibernate } from './hibernate.ts';

export const alphabets: readonly Alphabet[] = [plain, faults, hibernate];
export const alphabetNamed = (name: string): Alphabet | undefined => alphabets.find((each) => each.name === name);
