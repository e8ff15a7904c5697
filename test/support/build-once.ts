import {spawnSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.join(import.meta.dirname, '../..');

/**
 * Bundles before the first test, so that journeys run what users run.
 * A broken bundle leaves no program behind: every test that starts it fails, the pure rooms are still tested.
 */
export function setup(): void {
	const bundled = spawnSync(process.execPath, ['build/bundle.mjs'], {cwd: root, stdio: ['ignore', 'inherit', 'inherit']});
	if (bundled.status !== 0) {
		rmSync(path.join(root, 'dist/cli.js'), {force: true});
	}
}
