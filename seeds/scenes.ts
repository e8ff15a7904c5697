import {locations, sceneSentences, sceneTitles} from './arabic-words.ts';
import {castName} from './characters.ts';
import {diceFor, loaded} from './dice.ts';
import {projectId} from './projects.ts';
import {seedTable, type RowCounts, type SeedRow} from './seed-table.ts';

const table = 4;
const status = loaded({planned: 45, completed: 30, 'in-progress': 16, filming: 9});
const timeOfDay = loaded({نهار: 50, ليل: 35, غروب: 9, فجر: 6});

export const scenes = seedTable(
	'scenes',
	['id', 'project_id', 'scene_number', 'title', 'location', 'time_of_day', 'characters', 'description', 'shot_count', 'status'],
	sceneRows,
);

/** The first scene of every project, then the second of every project: scattered like a table that grew with its users. */
export function* sceneRows(counts: RowCounts, seed: number): Iterable<SeedRow<'scenes'>> {
	const castSize = counts.characters / counts.projects;
	for (let row = 0; row < counts.scenes; row++) {
		const dice = diceFor(seed, table, row);
		const id = dice.uuid();
		const project = row % counts.projects;
		const lead = dice.below(castSize);
		const cast = Array.from({length: 1 + dice.below(4)}, (_, other) => castName(project, (lead + other) % castSize));
		yield {
			id,
			project_id: projectId(seed, project),
			scene_number: Math.floor(row / counts.projects) + 1,
			title: `${dice.pick(sceneTitles.heads)} ${dice.pick(sceneTitles.tails)}`,
			location: dice.pick(locations),
			time_of_day: timeOfDay(dice),
			characters: JSON.stringify(cast),
			description: dice.below(8) === 0 ? null : `${dice.pick(sceneSentences)} ${dice.pick(sceneSentences)}`,
			shot_count: counts.shots / counts.scenes,
			status: status(dice),
		};
	}
}

/** The first throw of the row's dice. */
export function sceneId(seed: number, row: number): string {
	return diceFor(seed, table, row).uuid();
}
