import type {ChangeSteps} from './index-steps.ts';
import type {Migration} from './migration.ts';
import {qualified} from './quote.ts';

/** What stands at the head of every form: from which database, when, what for, and what is not in it. */
export function headerLines({label, version, at, wanted, changes, leftOut, notes}: Migration, which: 'apply' | 'rollback' | 'both'): readonly string[] {
	const builds = changes.filter(({kind}) => kind === 'create').length;
	const drops = changes.length - builds;
	const what = [...(builds === 0 ? [] : [`builds ${count(builds)}`]), ...(drops === 0 ? [] : [`drops ${count(drops)}`])].join(' and ');
	return [
		which === 'rollback' ? `planflip export, rollback: takes back what the apply script of the same time did, which ${what}` : `planflip export: ${what}`,
		`${label}, ${version}, looked at ${at.toISOString()}`,
		`decided: ${wanted}`,
		...notes,
		...(leftOut.length === 0 ? [] : ['left out:', ...leftOut.map(({name, why}) => `  ${name}: ${why}`)]),
	];
}

/** `build public.idx_shots_type on public.shots` */
export function headingOf({change: {index}, does}: ChangeSteps): string {
	return `${does} ${qualified(index.schema, index.name)} on ${qualified(index.schema, index.table)}`;
}

function count(indexes: number): string {
	return indexes === 1 ? 'one index' : `${indexes} indexes`;
}
