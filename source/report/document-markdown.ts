import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {type Line, lineText} from '../view/line.ts';
import type {Block, MatrixBlock, ReportDocument, TableBlock} from './document.ts';
import {blockText} from './document-text.ts';

/** Cells of what is drawn in characters: GitHub shows about so many before it scrolls. */
const drawnWidth = 110;

/** The report as Markdown that GitHub and others show: tables as tables, what is drawn as code, long parts folded. */
export function documentMarkdown({title, lead, sections}: ReportDocument): string {
	const body = sections.flatMap(({title: heading, blocks}) => ['', `## ${escape(heading)}`, ...blocks.flatMap(block => ['', ...blockMarkdown(block)])]);
	return `${[`# ${escape(title)}`, '', ...lead.map(line => `${inline(line)}  `), ...body].join('\n')}\n`;
}

function blockMarkdown(block: Block): readonly string[] {
	switch (block.kind) {
		case 'lines': {
			return block.lines.map(line => `${inline(line)}  `);
		}

		case 'list': {
			return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '-'} ${inline(item)}`);
		}

		case 'tiles': {
			return [...tableHead(['', '', ''], ['left', 'left', 'left']), ...block.tiles.map(({label, value, note}) => tableRow([escape(label), `**${escape(value)}**`, escape(note)]))];
		}

		case 'table': {
			return tableMarkdown(block);
		}

		case 'bars': {
			return [`*${escape(block.caption)}*`, '', ...fenced(blockText(block, drawnWidth))];
		}

		case 'matrix': {
			return matrixMarkdown(block);
		}

		case 'waterfalls': {
			return fenced(blockText(block, drawnWidth));
		}

		case 'plan': {
			const {executionMs} = block.plan.totals;
			return folded(escape(`${block.title}${executionMs === null ? '' : `, ${formatMs(executionMs)}`}`), fenced(blockText(block, drawnWidth).slice(1)));
		}

		case 'code': {
			return fenced(block.text.split('\n').map(line => line.replaceAll('\t', '  ')), block.language);
		}

		case 'group': {
			return [`### ${inline(block.title)}`, ...block.blocks.flatMap(inner => ['', ...blockMarkdown(inner)])];
		}
	}
}

function tableMarkdown({caption, columns, rows}: TableBlock): readonly string[] {
	return [
		...(caption === '' ? [] : [`*${escape(caption)}*`, '']),
		...tableHead(columns.map(({title}) => title), columns.map(({align}) => align)),
		...rows.map(({cells}) => tableRow(cells.map(cell => inline(cell)))),
	];
}

function matrixMarkdown({caption, corner, columns, rows}: MatrixBlock): readonly string[] {
	return [
		`*${escape(caption)}*`,
		'',
		...tableHead([corner, 'verdict', ...columns], ['left', 'left', ...columns.map(() => 'left' as const)]),
		...rows.map(({name, verdict, cells}) => tableRow([escape(name), inline(verdict), ...cells.map(cell => cell === null ? '' : `${cell.mark} ${escape(cell.words)}`)])),
	];
}

function tableHead(titles: readonly string[], align: ReadonlyArray<'left' | 'right'>): readonly string[] {
	return [tableRow(titles.map(title => escape(title))), tableRow(align.map(one => one === 'right' ? '--:' : '---'))];
}

function tableRow(cells: readonly string[]): string {
	return `| ${cells.join(' | ')} |`;
}

function folded(summary: string, lines: readonly string[]): readonly string[] {
	return [`<details><summary>${summary}</summary>`, '', ...lines, '', '</details>'];
}

/** A fence longer than any in the text. */
function fenced(lines: readonly string[], language = ''): readonly string[] {
	const longest = Math.max(2, ...lines.flatMap(line => (line.match(/`+/g) ?? []).map(({length}) => length)));
	const fence = '`'.repeat(longest + 1);
	return [`${fence}${language}`, ...lines.map(line => sanitise(line)), fence];
}

/** Commands are code, so that they can be copied; the rest is text. */
function inline(line: Line): string {
	return line.map(({text, tone}) => tone === 'key' && text.length > 12 ? code(text) : tone === 'strong' ? `**${escape(text.trim())}**${text.endsWith(' ') ? ' ' : ''}` : escape(text)).join('').trim() || escape(lineText(line).trim());
}

function code(text: string): string {
	const plain = sanitise(text);
	return plain.includes('`') ? `\`\` ${plain} \`\`` : `\`${plain}\``;
}

/** Text that means nothing but itself, in Markdown and in the HTML that Markdown lets through. */
function escape(text: string): string {
	return sanitise(text).replaceAll(/[\\`*_{}[\]()#|~!]/g, '\\$&').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
