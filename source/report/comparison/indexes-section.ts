import type {Adoption, IndexAdoption} from '../../comparison/index-adoption.ts';
import type {IndexUse} from '../../comparison/index-uses.ts';
import type {MeasurementComparison} from '../../comparison/measurement-comparison.ts';
import {formatBytes} from '../../text/bytes.ts';
import {sanitise} from '../../text/plain.ts';
import {formatCount} from '../../text/quantity.ts';
import {formatChange} from '../../text/ratio.ts';
import {type Line, span, type Tone} from '../../view/line.ts';
import type {Block, MatrixCell, Section} from '../document.ts';

const tones: Readonly<Record<Adoption, Tone>> = {'saves': 'better', 'slows': 'slower', 'saves nothing': 'warn', 'cannot tell': 'dim', 'not used': 'dim', 'not valid': 'error'};

/** The indexes built in between: which queries and operations use them, and what that saves. */
export function indexesSection({indexes: {adoptions, superseded}, statements, operations}: MeasurementComparison): Section {
	const used = [...statements, ...operations].filter(one => adoptions.some(({uses}) => uses.some(({comparison}) => comparison === one)));
	return {
		id: 'indexes',
		title: 'Indexes built in between',
		blocks: adoptions.length === 0 ? [] : [
			{
				kind: 'matrix',
				caption: 'Which query or operation uses which index. ● saves blocks or time, ○ is chosen and saves nothing that can be told, ▲ costs more.',
				corner: 'index',
				columns: used.map(({entry}) => entry.name),
				rows: adoptions.map(adoption => ({
					name: adoption.index.name,
					verdict: verdictOf(adoption),
					cells: used.map(one => {
						const use = adoption.uses.find(({comparison}) => comparison === one);
						return use === undefined ? null : cellOf(use, adoption.index.table);
					}),
				})),
			},
			...supersededBlock(superseded.map(({name}) => name)),
		],
	};
}

function verdictOf({index, verdict}: IndexAdoption): Line {
	return [span(verdict, tones[verdict]), span(`, ${formatBytes(index.bytes)} on ${sanitise(index.table)}`, 'dim')];
}

function cellOf({route, saves, blocks, time, ratio, beside}: IndexUse, table: string): MatrixCell {
	const counted = blocks === null
		? 'blocks not counted'
		: blocks.before === blocks.after ? `${formatCount(blocks.after)} blocks in ${sanitise(table)} as before` : `${formatCount(blocks.before)} → ${formatCount(blocks.after)} blocks in ${sanitise(table)}`;
	const costs = time === 'slower' || (blocks !== null && blocks.after > blocks.before);
	return {
		mark: saves ? '●' : costs ? '▲' : '○',
		words: [...(route === null ? [] : [sanitise(route)]), counted, ...timeWords(time, ratio), ...(beside.length === 0 ? [] : [`beside ${beside.map(name => sanitise(name)).join(', ')}`])].join(', '),
		tone: saves ? 'better' : costs ? 'worse' : 'warn',
	};
}

function timeWords(time: IndexUse['time'], ratio: IndexUse['ratio']): readonly string[] {
	if (time === null || time === 'cannot tell') {
		return time === null ? [] : ['time cannot tell'];
	}

	return [`time: ${ratio === null || time === 'no difference' ? time : formatChange(time, ratio)}`];
}

function supersededBlock(names: readonly string[]): readonly Block[] {
	return names.length === 0 ? [] : [{kind: 'lines', lines: [[
		span(`Used before and by nothing of the catalogue any more: ${names.map(name => sanitise(name)).join(', ')}. `, 'warn'),
		span('Other queries than these may need them: the catalogue is not the whole application.', 'dim'),
	]]}];
}
