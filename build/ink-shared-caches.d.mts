import type {Plugin} from 'esbuild';

export type PatchedFile = 'output.js' | 'render-node-to-output.js' | 'styledChars.js' | 'index.js';
export function shareCaches(file: PatchedFile, source: string): string | null;
export function inkSharedCaches(options?: {note?: (sentence: string) => void}): Plugin;
