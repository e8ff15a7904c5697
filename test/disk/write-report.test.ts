import {mkdtempSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, it} from 'vitest';
import {type Readers, writeReport} from '../../source/disk/write-report.ts';

const report = {name: 'compare', markdown: '# a\n', json: '{}\n', html: '<p>a</p>\n'};

async function modesOf(readers: Readers): Promise<readonly string[]> {
	const folder = path.join(mkdtempSync(path.join(tmpdir(), 'planflip-report-')), 'reports');
	const {html, markdown, json} = await writeReport(folder, report, new Date(0), readers);
	return [folder, html, markdown, json].map(file => (statSync(file).mode & 0o777).toString(8));
}

it('a report that planflip keeps by itself is for the user alone, as its runs are: the values of parameters are in it', async () => {
	expect(await modesOf('the user')).toEqual(['700', '600', '600', '600']);
});

it('one in a folder that the user named is his to share: the umask decides', async () => {
	const mask = process.umask(0o022);
	try {
		expect(await modesOf('as the umask says')).toEqual(['755', '644', '644', '644']);
	} finally {
		process.umask(mask);
	}
});
