import {characterNotes, familyNames, firstNames} from './arabic-words.ts';
import {diceFor, loaded} from './dice.ts';
import {projectId} from './projects.ts';
import {seedTable, type RowCounts, type SeedRow} from './seed-table.ts';

const table = 3;
const consistency = loaded({good: 80, warning: 14, error: 6});

export const characters = seedTable(
	'characters',
	['id', 'project_id', 'name', 'appearances', 'consistency_status', 'last_seen', 'notes'],
	characterRows,
);

/** Row by row over the projects, so that a project's characters lie scattered, as they do when people add them over months. */
export function* characterRows(counts: RowCounts, seed: number): Iterable<SeedRow<'characters'>> {
	const scenesPerProject = counts.scenes / counts.projects;
	for (let row = 0; row < counts.characters; row++) {
		const dice = diceFor(seed, table, row);
		const id = dice.uuid();
		const project = row % counts.projects;
		const member = Math.floor(row / counts.projects);
		// The first of a cast is the lead.
		const appearances = 1 + Math.floor((scenesPerProject - 1) / (1 + member / 3)) + dice.below(3);
		yield {
			id,
			project_id: projectId(seed, project),
			name: castName(project, member),
			appearances,
			consistency_status: consistency(dice),
			last_seen: dice.below(10) === 0 ? null : `مشهد ${1 + dice.below(scenesPerProject)}`,
			notes: dice.below(5) < 3 ? null : dice.pick(characterNotes),
		};
	}
}

/** The name of a project's n-th character: no two of a cast share a first name, up to as many as there are names. */
export function castName(project: number, member: number): string {
	const first = firstNames[(project * 7 + member) % firstNames.length] ?? firstNames[0];
	const family = familyNames[(project * 3 + member * 5) % familyNames.length] ?? familyNames[0];
	return `${first} ${family}`;
}
