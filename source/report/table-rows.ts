import {lineWidth} from '../view/fit-line.ts';
import {type Line, span} from '../view/line.ts';
import {wrapTones} from '../view/wrap-tones.ts';
import type {TableBlock} from './document.ts';

/** Cells between two columns. */
const gap = 2;
/** Less than this is no column of text. */
const narrowest = 12;

/** A table as rows of about the given width: columns of the highest rank go until the rest fits; what is too wide still is broken at its words. */
export function tableRows({columns, rows, elsewhere}: TableBlock, width: number): ReadonlyArray<{readonly line: Line; readonly link: string | null}> {
	const table = [{cells: columns.map(({title}): Line => [span(title, 'dim')]), link: null}, ...rows];
	let kept = columns.map((_, at) => at);
	const widthOf = (at: number) => Math.max(...table.map(({cells}) => lineWidth(cells[at] ?? [])));
	const total = () => kept.reduce((sum, at) => sum + Math.min(widthOf(at), columns[at]?.least ?? Infinity) + gap, -gap);
	while (total() > width && kept.some(at => columns[at]?.rank !== 0)) {
		kept = withoutLeast(kept, columns);
	}

	const room = narrowed(kept.map(at => widthOf(at)), kept.map(at => columns[at]?.align === 'left'), width);
	const broken = table.flatMap(({cells, link}) => {
		const parts = kept.map((at, position) => wrapTones(cells[at] ?? [], room[position] ?? 1));
		return Array.from({length: Math.max(...parts.map(({length}) => length))}, (_, line) => ({cells: parts.map(part => part[line] ?? []), link}));
	});
	const wide = kept.map((_, position) => Math.max(...broken.map(({cells}) => lineWidth(cells[position] ?? []))));
	const gone = columns.filter((_, at) => !kept.includes(at)).map(({title}) => title);
	const said = elsewhere === undefined || gone.length === 0 ? [] : wrapTones([span(`No room for ${new Intl.ListFormat('en').format(gone)}: ${elsewhere}`, 'dim')], width).map(line => ({line, link: null}));
	return [...broken.map(({cells, link}) => ({
		link,
		line: cells.flatMap((cell, position): Line => {
			const blank = ' '.repeat((wide[position] ?? 0) - lineWidth(cell));
			const between = position === 0 ? '' : ' '.repeat(gap);
			return columns[kept[position] ?? 0]?.align === 'right' ? [span(between + blank), ...cell] : [span(between), ...cell, span(blank)];
		}),
	})), ...said];
}

function withoutLeast(kept: readonly number[], columns: TableBlock['columns']): number[] {
	const least = Math.max(...kept.map(at => columns[at]?.rank ?? 0));
	const at = kept.findLastIndex(column => columns[column]?.rank === least);
	return kept.filter((_, position) => position !== at);
}

/** The widest columns of text give way first. */
function narrowed(widths: readonly number[], isText: readonly boolean[], width: number): readonly number[] {
	const room = [...widths];
	for (let excess = room.reduce((sum, one) => sum + one + gap, -gap) - width; excess > 0;) {
		const widest = room.reduce((best, one, at) => isText[at] === true && one > narrowest && (best < 0 || one > (room[best] ?? 0)) ? at : best, -1);
		if (widest < 0) {
			break;
		}

		const second = Math.max(narrowest, ...room.filter((one, at) => at !== widest && isText[at] === true && one < (room[widest] ?? 0)));
		const step = Math.max(1, Math.min(excess, (room[widest] ?? 0) - second));
		room[widest] = (room[widest] ?? 0) - step;
		excess -= step;
	}

	return room;
}
