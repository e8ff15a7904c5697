import {sanitise} from '../../text/plain.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatMs} from '../../text/duration.ts';
import {many} from '../../text/many.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Combinations} from '../../view/combinations.ts';
import {countEntries} from '../../view/count-entries.ts';
import {goneSentences} from '../../view/gone-index.ts';
import {heldWords} from '../../view/held-words.ts';
import {groupWords, namesOf} from '../../view/lattice-words.ts';
import {leftOutLine} from '../../view/left-out-line.ts';
import {type Line, span} from '../../view/line.ts';
import {namedLine} from '../../view/named-line.ts';
import {placeLine} from '../../view/place-line.ts';
import type {ReportDocument, Section} from '../document.ts';
import {listSection} from '../list-section.ts';
import {choicesSection} from './choices-section.ts';
import {frontSection} from './front-section.ts';
import {methodSection} from './method-section.ts';
import {worthSections} from './worth-sections.ts';
import {writesSection} from './writes-section.ts';

/** What was looked at, where. */
export interface LatticePlace {
	readonly label: string;
	readonly version: string;
	readonly badge: string;
}

/** All combinations as a report: what can go first, then what each index is worth, then how all that is known. */
export function latticeDocument(combinations: Combinations, place: LatticePlace): ReportDocument {
	const {lattice: {toggles, all}, entries, effort} = combinations;
	const tables = new Set(toggles.map(({table}) => table)).size;
	return {
		title: 'All combinations of indexes',
		lead: [
			placeLine(place),
			[span(`${many(toggles.length, 'index', 'indexes')} of ${many(tables, 'table')}, ${formatBytes(all.bytes)}; ${countEntries(entries)}. All on: ${sanitise(combinations.all.name)}.`)],
			[span(`${many(effort.explains, 'EXPLAIN')} in ${formatMs(effort.ms)} instead of ${formatCount(effort.byForce)}${effort.built.indexes === 0 ? '' : `; before that ${many(effort.built.indexes, 'index', 'indexes')} built in ${formatMs(effort.built.ms)}`}`, 'dim')],
		],
		sections: [
			choicesSection(combinations),
			...worthSections(combinations),
			writesSection(combinations),
			groupsSection(combinations),
			frontSection(combinations),
			...heldSections(combinations),
			failedSection(combinations),
			methodSection(combinations),
		].filter(({blocks}) => blocks.length > 0),
	};
}

function groupsSection({lattice: {groups, toggles}}: Combinations): Section {
	return listSection('groups', 'Keep at least one of these', groups.map(group => namedLine(namesOf(group.toggles, toggles).join(', '), groupWords(group))));
}

/** What is built stays as it is; what is not, and cannot be had in some combinations only, is in none. */
function heldSections({held, unasked}: Combinations): readonly Section[] {
	const lines = (some: Combinations['held']) => some.map(({index, because}) => namedLine(index.key, heldWords(because, unasked.get(index.key)), 'dim'));
	return [
		listSection('held', 'In every combination', lines(held.filter(({index}) => index.built))),
		listSection('unbuilt', 'In no combination', lines(held.filter(({index}) => !index.built))),
	];
}

function failedSection({failed, gone, unmeasured, notes}: Combinations): Section {
	return listSection('failed', 'What is missing here', [
		...goneSentences(gone).map((text): Line => [span(text, 'warn')]),
		...failed.map(({entry, lines}) => leftOutLine(entry, lines)),
		...unmeasured.map(({entry, lines}): Line => [span(sanitise(entry), 'strong'), span(` was not executed: ${lines.map(line => sanitise(line)).join('; ')}`, 'warn')]),
		...notes.map((text): Line => [span(sanitise(text), 'warn')]),
	]);
}
