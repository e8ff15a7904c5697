import path from 'node:path';
import {defineConfig} from 'vitest/config';
import usual from '../../vitest.config.ts';

/** npm run test:endurance: minutes, not seconds; one file at a time, as what goes on beside is part of what is proved. */
export default defineConfig({
	test: {
		...usual.test,
		root: path.join(import.meta.dirname, '../..'),
		include: ['test/endurance/**/*.test.ts'],
		exclude: [],
		fileParallelism: false,
		disableConsoleIntercept: true,
		testTimeout: 1_800_000,
	},
});
