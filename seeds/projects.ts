import {faker} from '@faker-js/faker/locale/en';
import {projectTitles, sceneSentences} from './arabic-words.ts';
import {diceFor, type Dice} from './dice.ts';
import {seedTable, type RowCounts, type SeedRow} from './seed-table.ts';
import {lifetime} from './timestamps.ts';
import {userId} from './users.ts';

const table = 2;

export const projects = seedTable('projects', ['id', 'title', 'script_content', 'user_id', 'created_at', 'updated_at'], projectRows);

export function* projectRows(counts: RowCounts, seed: number): Iterable<SeedRow<'projects'>> {
	for (let row = 0; row < counts.projects; row++) {
		const dice = diceFor(seed, table, row);
		const id = dice.uuid();
		const {created, updated} = lifetime(dice);
		yield {
			id,
			title: `${dice.pick(projectTitles.heads)} ${dice.pick(projectTitles.places)}`,
			script_content: script(dice),
			user_id: userId(seed, row % counts.users),
			created_at: created,
			updated_at: updated,
		};
	}
}

/** The first throw of the row's dice. */
export function projectId(seed: number, row: number): string {
	return diceFor(seed, table, row).uuid();
}

/** A few pages of a bilingual script: Arabic action, a producer's note in English, and the line breaks and tabs of a pasted text. */
function script(dice: Dice): string {
	faker.seed(dice.next());
	const pages = Array.from({length: 1 + dice.below(4)}, (_, page) =>
		`${page + 1}.\t${dice.pick(sceneSentences)} ${dice.pick(sceneSentences)}\n\t${faker.lorem.sentence(12)}`);
	return pages.join('\n\n');
}
