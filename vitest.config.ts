import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: ['test/endurance/**'],
		globalSetup: ['test/support/build-once.ts'],
		reporters: ['default', './test/support/closing-line.ts'],
		env: {
			// Ink writes nothing until exit when CI is set, even to "".
			CI: 'false',
			NO_COLOR: '',
			FORCE_COLOR: '3',
			TZ: 'UTC',
			// No test keeps a run among the developer's own: journeys bring a folder, and whoever forgets finds none.
			XDG_STATE_HOME: '/dev/null/state',
		},
		testTimeout: 60_000,
		hookTimeout: 120_000,
		// Real terminals, servers and clocks on a machine that others use: what fails once is tried once more, and named at the end.
		retry: 1,
		pool: 'forks',
	},
});
