/** The folder that holds fixtures/, in a checkout and in an installed package. */
export { findRoot as projectRoot } from '../corpus/root.ts';
