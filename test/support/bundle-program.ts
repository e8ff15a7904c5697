import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {build, type Plugin} from 'esbuild';
import {bundleOptions} from '../../build/bundle-options.mjs';

/** A small program of the tests as one file of JavaScript, bundled as planflip is; removed when `dispose` is called. */
export async function bundleProgram(source: string, plugins?: Plugin[]): Promise<{readonly file: string; readonly dispose: () => void}> {
	const folder = mkdtempSync(path.join(tmpdir(), 'planflip-test-'));
	const file = path.join(folder, 'program.mjs');
	await build({...bundleOptions, ...(plugins === undefined ? {} : {plugins}), entryPoints: [source], outfile: file});
	return {file, dispose: () => {
		rmSync(folder, {recursive: true, force: true});
	}};
}
