import {mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {beforeAll, describe, expect, it} from 'vitest';
import {openPglite} from '../../source/database/open-pglite.ts';
import {noChromium, openPage} from '../support/chromium.ts';
import {pgliteWorkerUrl} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {needing} from '../support/needing.ts';
import {readStrictly} from '../support/strict-page.ts';

const planflip = journey();
const {piped, cache} = planflip;
const patience = 300_000;

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll('\'', '\'\'')}'`;
/** Names hold 63 bytes. */
const table = 't</script><script>alert(1)</script>';
const column = 'c"\'><img src=x onerror=alert(1)>';
const index = 'i\u001B]0;pwned\u0007\u202E<!--]]>&#60;</style>';
const value = '\u001B[31m\u009B2J\u2066</td></table><iframe src=//evil.test>{{7*7}}${7*7}`javascript:alert(1)';
const megabyte = `${'<b>\u202E'.repeat(150_000)}the end`;
/** Whatever would steer a terminal, or turn round what it shows. */
const steering = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

const everyFile = (folder: string): string[] => readdirSync(folder, {recursive: true, encoding: 'utf8'}).map(name => path.join(folder, name)).filter(file => statSync(file).isFile());

describe('reports of a database that means harm', () => {
	const out = path.join(cache, 'out');
	let files: readonly string[] = [];
	const of = (ending: string) => files.filter(file => file.endsWith(ending));

	beforeAll(async () => {
		const ran = async (args: readonly string[]) => {
			const {code, stdout, stderr} = await piped(args);
			expect(code, `${args.join(' ')}: ${stderr}`).toBe(0);
			expect(steering.exec(stdout + stderr)).toBeNull();
		};

		await ran(['setup']);
		const [place = ''] = everyFile(cache).filter(file => file.includes('databases') && file.endsWith(`${path.sep}PG_VERSION`) && !file.includes(`${path.sep}base${path.sep}`));
		const session = await openPglite({folder: path.dirname(place), workerUrl: pgliteWorkerUrl});
		await session.script(`create table ${quoted(table)} (id int primary key, ${quoted(column)} text); insert into ${quoted(table)} select n, ${literal(value)} || n from generate_series(1, 3000) as n; analyze ${quoted(table)}`);
		await session.close();
		const where = `${quoted(column)} = $1 or ${quoted(column)} = ${literal(value)}`;
		const queries = path.join(cache, 'queries');
		mkdirSync(queries);
		for (const [name, text] of Object.entries({
			'bad.sql': card(value, `select * from ${quoted(table)} where ${where}`, `-- order: 1\n-- parameter: x = select ${quoted(column)} from ${quoted(table)} limit 1\n`),
			'long.sql': card('long', `select count(*) from ${quoted(table)} where ${quoted(column)} = ${literal(megabyte)}`, '-- order: 2\n'),
			'$(touch pwned);<b>&.sql': card('odd name', `select 1 from ${quoted(table)}`, '-- order: 3\n'),
			'indexes.sql': `-- preset: optimized\n-- why: ${value}\n\n-- why: ${value}\n-- presets: optimized\nCREATE INDEX ${quoted(index)} ON ${quoted(table)} (${quoted(column)});\n`,
		})) {
			writeFileSync(path.join(queries, name), text);
		}

		const here = ['--catalog', queries];
		await ran(['baseline', ...here, '--runs', '2']);
		await ran(['apply-indexes', ...here, '--dry-run']);
		await ran(['apply-indexes', ...here]);
		await ran(['post-optimization', ...here, '--runs', '2']);
		await ran(['compare', '--out', out, '--fail-on', 'never']);
		await ran(['run', 'bad', ...here, '--persistent', '--indexes', 'bare', '--runs', '2']);
		await ran(['run', 'long', ...here, '--persistent', '--runs', '2']);
		await ran(['report', 'latest', 'bad@latest', '--out', out]);
		await ran(['export', ...here, '--persistent', '--indexes', 'bare', '--out', out, '--format', 'sql,kysely,drizzle']);
		files = everyFile(out);
	}, 2 * patience);

	it('are pages of no element, attribute or comment but planflip\'s own, and show what the database said', () => {
		expect(of('.html')).toHaveLength(2);
		for (const file of of('.html')) {
			const {complaints, text} = readStrictly(readFileSync(file, 'utf8'));
			expect(complaints.slice(0, 5)).toEqual([]);
			expect(steering.exec(text)).toBeNull();
			expect(text).toContain(table);
			expect(text).toContain('<iframe src=//evil.test>{{7*7}}${7*7}`javascript:alert(1)');
		}
	});

	it('would be complained of if they were otherwise', () => {
		const html = readFileSync(of('.html')[0] ?? '', 'utf8');
		for (const slip of ['<script>1</script>', '<img src=x>', '<b onclick="x">y</b>', '</section>', '<!-- -->', 'a > b', '&nbsp;', '<p title="a"b">', '<i']) {
			expect(readStrictly(html.replace('<main id="content">', `<main id="content">${slip}`)).complaints, slip).not.toEqual([]);
		}
	});

	it('ask for nothing, run nothing and complain of nothing in Chromium (where it is installed)', {...needing(noChromium), timeout: patience}, async () => {
		for (const file of of('.html')) {
			const page = await openPage(file);
			try {
				expect(await page.evaluate('document.querySelectorAll("script,img,iframe,[onerror],[onclick]").length')).toBe(0);
				expect(await page.evaluate('document.body.textContent.includes("</script><script>alert(1)")')).toBe(true);
				expect(page.conduct).toEqual({requests: [], complaints: []});
			} finally {
				await page.close();
			}
		}
	});

	it('are Markdown without markup of the database\'s, JSON that reads, and scripts of printable characters', () => {
		for (const file of of('.md')) {
			const text = readFileSync(file, 'utf8');
			expect(steering.exec(text)).toBeNull();
			// Between fences and backticks it is shown as it stands.
			const prose = text.replaceAll(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '').replaceAll(/(`+)[^\n]*?\1/g, '');
			expect(prose).not.toMatch(/<(?:script|img|iframe|b>|!--|\/td)/i);
		}

		for (const file of of('.json')) {
			expect(JSON.parse(readFileSync(file, 'utf8'))).toBeTypeOf('object');
		}

		expect([...of('.sql'), ...of('.ts')]).toHaveLength(4);
		for (const file of [...of('.sql'), ...of('.ts')]) {
			expect(steering.exec(readFileSync(file, 'utf8'))).toBeNull();
		}
	});

	it('lie in files whose names nobody but planflip has chosen', () => {
		const kept = everyFile(path.join(cache, 'state')).filter(file => !file.includes(`${path.sep}databases${path.sep}`));
		expect(kept.length).toBeGreaterThan(5);
		for (const file of [...files, ...kept]) {
			expect(path.basename(file)).toMatch(/^[\w.~-]+$/);
		}
	});
});
