import type {MatrixBlock} from '../document.ts';
import {escape} from './escape.ts';
import {inlineHtml} from './inline.ts';

/** Signs in a grid; what each means stands in it in words, for whoever hears it or asks. */
export function matrixHtml({caption, corner, columns, rows}: MatrixBlock): string {
	const head = columns.map(name => `<th scope="col" class="tall"><span>${escape(name)}</span></th>`).join('');
	const body = rows.map(({name, verdict, cells}) => `<tr><th scope="row">${escape(name)}</th><td class="verdict">${inlineHtml(verdict)}</td>${cells.map(cell => cell === null
		? '<td class="cell empty"><span class="spoken">not used</span></td>'
		: `<td class="cell ${cell.tone}" title="${escape(cell.words)}"><span aria-hidden="true">${escape(cell.mark)}</span><span class="spoken">${escape(cell.words)}</span></td>`).join('')}</tr>`).join('\n');
	const told = rows.flatMap(({name, cells}) => cells.flatMap((cell, at) => cell === null ? [] : [`<li>${escape(name)} in ${escape(columns[at] ?? '')}: <span class="${cell.tone}">${escape(cell.words)}</span></li>`]));
	return `<div class="scroll" tabindex="0" role="region" aria-label="${escape(caption)}"><table class="matrix"><caption>${escape(caption)}</caption><thead><tr><th scope="col">${escape(corner)}</th><th scope="col">verdict</th>${head}</tr></thead><tbody>
${body}
</tbody></table></div>
${told.length === 0 ? '' : `<details class="small"><summary>Every cell in words</summary><ul>${told.join('\n')}</ul></details>`}`;
}
