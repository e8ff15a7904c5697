import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {expect, onTestFinished, test} from 'vitest';
import {bundleOptions} from '../../build/bundle-options.mjs';
import {inkSharedCaches, shareCaches} from '../../build/ink-shared-caches.mjs';
import {bundleProgram} from '../support/bundle-program.ts';

const program = path.join(import.meta.dirname, '../fixtures/programs/ink-frames.tsx');
const inkBuild = path.join(import.meta.dirname, '../../node_modules/ink/build');
const packages = path.join(import.meta.dirname, '../../node_modules');

async function framesOf(plugins: typeof bundleOptions.plugins): Promise<{frames: string[]; source: string}> {
	const bundle = await bundleProgram(program, plugins);
	onTestFinished(bundle.dispose);
	const {frames} = await import(pathToFileURL(bundle.file).href) as {readonly frames: (count: number) => string[]};
	return {frames: frames(150), source: readFileSync(bundle.file, 'utf8')};
}

test('150 mixed frames with shared caches are those of stock Ink, byte for byte', async () => {
	const without = bundleOptions.plugins?.filter(plugin => plugin.name !== 'ink-shared-caches');
	const stock = await framesOf(without);
	const shared = await framesOf(bundleOptions.plugins);
	expect(shared.source).toContain('sharedCaches');
	expect(stock.source).not.toContain('sharedCaches');
	expect(new Set(stock.frames).size).toBeGreaterThan(100);
	expect(shared.frames).toEqual(stock.frames);
});

test.each(['output.js', 'render-node-to-output.js'] as const)('every cache of %s has a bound', file => {
	const stock = readFileSync(path.join(inkBuild, file), 'utf8');
	const source = shareCaches(file, stock) ?? '';
	const sets = source.match(/\b\w+\.set\(/g) ?? [];
	const bounds = source.match(/if \([\w.]+\.size >= \d+\) [\w.]+\.clear\(\); [\w.]+\.set\(/g) ?? [];
	expect(sets.length).toBeGreaterThan(0);
	expect(bounds.length).toBe(sets.length);
});

test('what Ink tokenises and measures with has a place for the rest, as it is installed', () => {
	expect(shareCaches('styledChars.js', readFileSync(path.join(packages, '@alcalzone/ansi-tokenize/build/styledChars.js'), 'utf8'))).toContain('styles: codes,');
	expect(shareCaches('index.js', readFileSync(path.join(packages, 'string-width/index.js'), 'utf8'))).toContain('─-▟');
});

test('an Ink that looks different is left as it is', () => {
	const stock = readFileSync(path.join(inkBuild, 'output.js'), 'utf8');
	expect(shareCaches('output.js', stock)).not.toBeNull();
	expect(shareCaches('output.js', stock.replace('caches = new OutputCaches();', 'caches = new FrameCaches();'))).toBeNull();
});

test('such an Ink is bundled with a note', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'planflip-ink-'));
	onTestFinished(() => {
		rmSync(folder, {recursive: true});
	});
	const output = path.join(folder, 'node_modules/ink/build/output.js');
	mkdirSync(path.dirname(output), {recursive: true});
	writeFileSync(output, 'export default class Output {}');
	const notes: string[] = [];
	const bundled = await build({...bundleOptions, entryPoints: [output], write: false, plugins: [inkSharedCaches({note: sentence => notes.push(sentence)})]});
	expect(bundled.outputFiles[0]?.text).toMatch(/Output=class/);
	expect(notes).toEqual([expect.stringContaining('ink/build/output.js')]);
});
