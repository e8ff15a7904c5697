import {groupBy} from '../text/group-by.ts';
import type {SqlParser} from '../sql/sql-parser.ts';
import {drizzleIndex} from './drizzle-index.ts';
import {headingOf} from './script-words.ts';
import {applySteps, type ChangeSteps} from './index-steps.ts';
import type {Migration, MigratedIndex} from './migration.ts';
import {plainSql} from '../catalog/plain-sql.ts';
import {headerLines} from './script-words.ts';
import {scriptComment, scriptString} from './script-text.ts';

/** Lines for schema.ts, table by table: what is new stands there, what goes is named in a comment. */
export function drizzleSchema(migration: Migration, parser: SqlParser): string {
	const tables = [...groupBy(applySteps(migration), ({change: {index}}) => JSON.stringify([index.schema, index.table])).values()];
	const body = tables.flatMap(changes => ['', ...tableLines(changes, parser)]);
	const text = body.join('\n');
	const columnar = ['index', 'uniqueIndex', 'pgSchema', 'pgTable'].filter(name => text.split('\n').some(line => !line.trimStart().startsWith('//') && new RegExp(`\\b${name}\\(`).test(line)));
	return [
		...(/^(?!\s*\/\/).*\bsql`/m.test(text) ? ['import {sql} from \'drizzle-orm\';'] : []),
		...(columnar.length > 0 ? [`import {${columnar.join(', ')}} from 'drizzle-orm/pg-core';`] : []),
		'',
		...headerLines(migration, 'both').map(line => scriptComment(line)),
		'//',
		...how.map(line => scriptComment(line)),
		...body,
		'',
	].join('\n');
}

const how = [
	'Lines for schema.ts: table.sceneId stands for whatever key your schema gives the column "scene_id".',
	'drizzle-kit migrates in a transaction, where CONCURRENTLY cannot run: run the apply script (planflip export --format sql) first, and give the',
	'statements that drizzle-kit generates IF NOT EXISTS and IF EXISTS.',
];

function tableLines(changes: readonly ChangeSteps[], parser: SqlParser): readonly string[] {
	const index = changes[0]?.change.index;
	if (index === undefined) {
		return [];
	}

	const maker = index.schema === 'public' ? 'pgTable' : `pgSchema(${scriptString(index.schema)}).table`;
	return [
		`${maker}(${scriptString(index.table)}, {/* its columns */}, table => [`,
		...changes.flatMap(change => [
			...[headingOf(change), ...change.change.evidence].map(line => `\t${scriptComment(line)}`),
			...lineOf(change.change.kind, change.change.index, parser).map(line => `\t${line}`),
		]),
		']);',
	];
}

function lineOf(kind: 'create' | 'drop', index: MigratedIndex, parser: SqlParser): readonly string[] {
	const said = drizzleIndex(index, parser);
	if (said.kind === 'unsaid') {
		return [scriptComment(`${said.why}; by hand: ${kind === 'create' ? plainSql(index.definition) : 'take its line away'}`)];
	}

	return kind === 'create' ? [`${said.line},`] : [scriptComment(`to be taken away: ${said.line}`)];
}
