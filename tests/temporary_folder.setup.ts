import { afterAll } from 'vitest';
import { removeTemporaryFolders } from './temporary_folder.ts';

afterAll(removeTemporaryFolders);
