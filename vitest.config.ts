import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: ['test/endurance/**'],
		globalSetup: ['test/support/build-once.ts'],
		reporters: ['default', './test/support/closing-line.ts'],
		// Ink writes nothing until exit when CI is set, even to "".
		env: {CI: 'false', NO_COLOR: '', FORCE_COLOR: '3', TZ: 'UTC'},
		testTimeout: 60_000,
		hookTimeout: 120_000,
		pool: 'forks',
	},
});
