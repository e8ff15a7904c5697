/** The licences of the packages inside the bundle, as their authors ask them to be passed on. */
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';

/** The package folders a bundle was made from: `node_modules/ink`, `node_modules/ansi-escapes/node_modules/x`. */
function packageFolders(inputs) {
	const folders = new Set();
	for (const input of inputs) {
		const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
		if (folder !== undefined) {
			folders.add(folder);
		}
	}

	return [...folders].sort();
}

async function licenceOf(root, folder) {
	const where = path.join(root, folder);
	const {name, version, license} = JSON.parse(await readFile(path.join(where, 'package.json'), 'utf8'));
	const file = (await readdir(where)).find(entry => /^licen[cs]e/i.test(entry));
	const text = file === undefined ? '' : `\n${(await readFile(path.join(where, file), 'utf8')).trim()}\n`;
	return `${name} ${version} (${license ?? 'see its page'})\n${text}`;
}

/** `metafile` is esbuild's, with inputs relative to `root`. */
export async function thirdPartyNotices(metafile, root) {
	const bundled = Object.values(metafile.outputs).flatMap(output => Object.keys(output.inputs));
	const notices = await Promise.all(packageFolders(bundled).map(folder => licenceOf(root, folder)));
	return `planflip contains the following packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
