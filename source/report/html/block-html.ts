import type {Block, TableBlock, Tile} from '../document.ts';
import {barsHtml} from './bars-html.ts';
import {escape} from './escape.ts';
import {inlineHtml} from './inline.ts';
import {matrixHtml} from './matrix-html.ts';
import {planHtml} from './plan-html.ts';
import {waterfallsHtml} from './waterfalls-html.ts';

/** One block; `level` is that of a heading within it. */
export function blockHtml(block: Block, level: number): string {
	switch (block.kind) {
		case 'lines': {
			return block.lines.map(line => `<p>${inlineHtml(line)}</p>`).join('\n');
		}

		case 'list': {
			const tag = block.ordered ? 'ol' : 'ul';
			return `<${tag} class="findings">${block.items.map(item => `<li>${inlineHtml(item)}</li>`).join('\n')}</${tag}>`;
		}

		case 'tiles': {
			return `<dl class="tiles">${block.tiles.map(tile => tileHtml(tile)).join('\n')}</dl>`;
		}

		case 'table': {
			return tableHtml(block);
		}

		case 'bars': {
			return barsHtml(block.caption, block.rows);
		}

		case 'waterfalls': {
			return waterfallsHtml(block.routes);
		}

		case 'matrix': {
			return matrixHtml(block);
		}

		case 'plan': {
			return planHtml(block, level);
		}

		case 'code': {
			return `<pre class="code" tabindex="0" role="region" aria-label="${block.language === 'sql' ? 'Statement' : 'Text'}"><code>${block.text.split('\n').map(line => escape(line.replaceAll('\t', '    '))).join('\n')}</code></pre>`;
		}

		case 'group': {
			return `<details class="group" id="${escape(block.id)}"${block.open ? ' open' : ''}>
<summary><h${level}>${inlineHtml(block.title)}</h${level}></summary>
<div class="body">
${block.blocks.map(inner => blockHtml(inner, level + 1)).join('\n')}
</div>
</details>`;
		}
	}
}

function tileHtml({label, value, tone, note}: Tile): string {
	return `<div class="tile"><dt>${escape(label)}</dt><dd><strong class="${tone}">${escape(value)}</strong><span class="note">${escape(note)}</span></dd></div>`;
}

/** Wide tables scroll within themselves, also by keyboard; the first column stays. */
function tableHtml({caption, columns, rows}: TableBlock): string {
	const head = columns.map(({title, align}) => `<th scope="col"${align === 'right' ? ' class="right"' : ''}>${escape(title)}</th>`).join('');
	const body = rows.map(({cells, link}) => `<tr>${cells.map((cell, at) => {
		const inner = inlineHtml(cell);
		return at === 0
			? `<th scope="row">${link === null ? inner : `<a href="#${escape(link)}">${inner}</a>`}</th>`
			: `<td${columns[at]?.align === 'right' ? ' class="right"' : ''}>${inner}</td>`;
	}).join('')}</tr>`).join('\n');
	return `<div class="scroll" tabindex="0" role="region" aria-label="${escape(caption)}"><table><caption>${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div>`;
}
