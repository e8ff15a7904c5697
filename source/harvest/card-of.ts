import {chooseEntryName} from '../catalog/choose-entry-name.ts';
import type {Parameter} from '../catalog/catalog-entry.ts';
import type {Card} from '../catalog/write-card.ts';
import {holdsSecret, isSecret} from '../sql/is-secret.ts';
import type {Draft} from './draft.ts';
import type {Harvested} from './harvested.ts';

/** On the card of what changes rows. */
export const writesWords = 'It writes: planflip executes it only where that is taken back.';

/** What a database knows of the same `$n`: SQL that finds a live value. */
export type Sampled = ReadonlyArray<Pick<Parameter, 'name' | 'sampleSql'>>;

/** The card of a statement that the catalogue has not: each `$n` with the value that was seen, else with one that a database has, else with none. */
export function cardOf({title, remark, writes, load}: Harvested, {sql, parameters}: Draft, {source, sampled, taken}: {readonly source: string; readonly sampled: Sampled | null; readonly taken: ReadonlySet<string>}): {readonly card: Card; readonly withheld: number} {
	const heading = remark === null || holdsSecret(remark) ? title : remark;
	const named = parameters.map((parameter, at) => {
		// A database knows the columns of an INSERT that names none.
		const name = sampled?.[at]?.name ?? parameter.name;
		const withheld = parameter.withheld || isSecret(name, parameter.literal ?? '');
		return {name, withheld, sampleSql: withheld ? null : (parameter.literal === null ? sampled?.[at]?.sampleSql ?? null : `select ${parameter.literal}`)};
	});
	return {
		withheld: named.filter(({withheld}) => withheld).length,
		card: {
			name: chooseEntryName(heading, taken),
			title: heading,
			why: `Imported from ${source}.${writes ? ` ${writesWords}` : ''}`,
			// A file of statements does not say how often they run.
			frequency: load === null ? 'medium' : null,
			...(load === null ? {} : {load}),
			parameters: named.map(({name, sampleSql}) => ({name, sampleSql})),
			indexes: [],
			expected: null,
			estimate: null,
			sql,
		},
	};
}
