import {checkSql} from './check-sql.ts';
import {applySteps, type ChangeSteps, type MigrationStep, rollbackSteps} from './index-steps.ts';
import type {Migration} from './migration.ts';
import {commentLine, plainSql} from '../catalog/plain-sql.ts';
import {headerLines, headingOf} from './script-words.ts';

/** Everybody who wants the table queues behind whoever waits for a strong lock on it. */
const briefly = 'SET lock_timeout = \'2s\';';
/** It would end CONCURRENTLY in the middle, where that waits for older transactions, and leave an INVALID index. Nobody waits meanwhile. */
const patiently = 'SET lock_timeout = 0;';

/** A script for psql; each of its statements works alone, too. */
export function applySql(migration: Migration): string {
	return script(migration, 'apply', applySteps(migration));
}

/** What takes the apply script back, also when that was stopped in the middle. */
export function rollbackSql(migration: Migration): string {
	return script(migration, 'rollback', rollbackSteps(migration));
}

function script(migration: Migration, which: 'apply' | 'rollback', changes: readonly ChangeSteps[]): string {
	const statement = statementWriter();
	return [
		...headerLines(migration, which).map(line => commentLine(line)),
		commentLine(''),
		commentLine('psql "$DATABASE_URL" --file THIS-FILE, and not in a transaction: CONCURRENTLY cannot run in one, so no --single-transaction.'),
		commentLine('It stops at the first error, which says what to do, and can be run again: what is done is not done twice.'),
		commentLine('The next line is psql\'s own; other programs run the statements after it one by one.'),
		'\\set ON_ERROR_STOP on',
		'SET statement_timeout = 0;',
		...changes.flatMap((change, at) => [
			'',
			...[`${at + 1}/${changes.length} ${headingOf(change)}`, ...change.change.evidence, ...(change.warning === null ? [] : [change.warning])].map(line => commentLine(line)),
			...change.steps.flatMap(step => statement(step)),
		]),
		'',
		'RESET lock_timeout;',
		'RESET statement_timeout;',
		'',
	].join('\n');
}

/** How long a lock is waited for is set where it changes. */
function statementWriter(): (step: MigrationStep) => readonly string[] {
	let patience: string | null = null;
	return step => {
		if (step.kind === 'check') {
			return [`${checkSql(step.check, step.index)};`];
		}

		const wanted = step.kind === 'concurrent' ? patiently : briefly;
		const setting = wanted === patience ? [] : [wanted];
		patience = wanted;
		return [...setting, `${plainSql(step.kind === 'concurrent' ? `${step.head} CONCURRENTLY ${step.tail}` : step.sql)};`];
	};
}
