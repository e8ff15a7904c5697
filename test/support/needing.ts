import type {TestOptions} from 'vitest';

declare module 'vitest' {
	interface TaskMeta {
		/** Why it is skipped: what is not there. */
		lacking?: string;
	}
}

/** Options of tests that need what not every machine has. @param lack - what is not there, printed with what was skipped at the end; null: nothing */
export function needing(lack: string | null): TestOptions {
	return lack === null ? {} : {skip: true, meta: {lacking: lack}};
}
