import type {CheckKind} from './check-sql.ts';
import {applySteps, type ChangeSteps, type MigrationStep, rollbackSteps} from './index-steps.ts';
import type {Migration, MigratedIndex} from './migration.ts';
import {plainSql} from '../catalog/plain-sql.ts';
import {qualified} from './quote.ts';
import {kyselyHelpers} from './kysely-helpers.ts';
import {scriptComment, scriptString, templateText} from './script-text.ts';
import {headerLines, headingOf} from './script-words.ts';

/**
 * A migration for Kysely. Its schema builder knows neither CONCURRENTLY nor INCLUDE nor ATTACH PARTITION, so the statements are raw;
 * whether they may be CONCURRENT the migration finds out from the transaction it runs in, or does not.
 */
export function kyselyMigration(migration: Migration): string {
	const [up, down] = [applySteps(migration), rollbackSteps(migration)].map(changes => changes.flatMap(change => changeLines(change)));
	const body = [...up ?? [], ...down ?? []].join('\n');
	const helpers = kyselyHelpers.filter(({name}) => body.includes(`await ${name}(`));
	const needed = kyselyHelpers.filter(({name}) => helpers.some(helper => helper.name === name || helper.text.includes(`${name}(`)));
	const usesWord = needed.some(({text}) => text.includes('RawBuilder'));
	return [
		`import {type Kysely, ${usesWord ? 'type RawBuilder, ' : ''}sql} from 'kysely';`,
		'',
		...headerLines(migration, 'both').map(line => scriptComment(line)),
		'//',
		...where.map(line => scriptComment(line)),
		'',
		'export async function up(db: Kysely<unknown>): Promise<void> {',
		...up ?? [],
		'}',
		'',
		'export async function down(db: Kysely<unknown>): Promise<void> {',
		...down ?? [],
		'}',
		...needed.flatMap(({text}) => ['', text]),
		'',
	].join('\n');
}

const where = [
	'new Migrator({db, provider, disableTransactions: true}) builds and drops CONCURRENTLY: others go on reading and writing.',
	'Without disableTransactions Kysely runs this in a transaction, where Postgres refuses CONCURRENTLY: writers then wait for each build.',
];

function changeLines(change: ChangeSteps): readonly string[] {
	return [
		...[headingOf(change), ...change.change.evidence, ...(change.warning === null ? [] : [change.warning])].map(line => `\t${scriptComment(line)}`),
		...change.steps.map(step => `\t${call(step)};`),
	];
}

function call(step: MigrationStep): string {
	switch (step.kind) {
		case 'check': {
			return `await ${checkCall(step.check, step.index)}`;
		}

		case 'concurrent': {
			return `await concurrently(db, word => sql\`${templateText(step.head)} \${word} ${templateText(plainSql(step.tail))}\`)`;
		}

		case 'brief': {
			return `await briefly(db, sql\`${templateText(plainSql(step.sql))}\`)`;
		}
	}
}

function checkCall(check: CheckKind, index: MigratedIndex): string {
	const [name, table] = [scriptString(qualified(index.schema, index.name)), scriptString(qualified(index.schema, index.table))];
	const definition = index.exact ? scriptString(index.definition) : 'null';
	switch (check) {
		case 'free': {
			return `refuseOther(db, ${name}, ${table}, ${definition})${index.partitioned ? '' : `;\n\tawait refuseInvalid(db, ${name})`}`;
		}

		case 'whole': {
			return `refuseUnbuilt(db, ${name})`;
		}

		case 'same': {
			return `refuseOther(db, ${name}, ${table}, ${definition});\n\tawait refuseNeeded(db, ${name})`;
		}
	}
}
