import {chooseEntryName} from '../catalog/choose-entry-name.ts';
import {parseEntry} from '../catalog/parse-entry.ts';
import {writeCard, type Card} from '../catalog/write-card.ts';
import {grantSelect, readClosedSchemas} from '../database/grant-select.ts';
import {readStarterTables} from '../database/read-starter-tables.ts';
import {PlanflipError} from '../errors.ts';
import {keepsSecret} from '../sql/is-secret.ts';
import {loadSqlParser, type SqlParser} from '../sql/sql-parser.ts';
import {statementKind} from '../sql/statement-kind.ts';
import {describeStatement} from '../workload/describe-statement.ts';
import {inventedWords} from '../workload/invented-words.ts';
import {starterQueries} from '../workload/starter-queries.ts';
import {titleStatement} from '../workload/title-statement.ts';
import type {Bench} from './bench.ts';
import type {CatalogDraft, DraftEvent} from './catalog-draft.ts';
import {checkEntry} from './check-entry.ts';
import {countedCandidates, type Candidate, type Statements} from './counted-candidates.ts';
import {draftIndexes, draftPreset} from './draft-indexes.ts';
import {missingGrants} from './missing-grants.ts';
import {reasonOf} from './reason-of.ts';

export interface DraftRequest {
	/** So many queries at the most. */
	readonly top: number;
	readonly signal: AbortSignal;
	readonly date: Date;
}

/**
 * A catalogue for a database that has none: its indexes, and its dearest statements or, where nobody counted them, simple queries of its
 * tables. Every card is planned before it is taken; nothing is executed but what finds values, nothing is written.
 */
export async function * draftCatalog(bench: Bench, statements: Statements, {top, signal, date}: DraftRequest): AsyncGenerator<DraftEvent, void, void> {
	yield {kind: 'step', title: 'Reading what the server counted', fraction: null};
	const parser = await loadSqlParser();
	const counted = await countedCandidates(bench, statements, parser, date);
	const taking: Taking = {bench, parser, cards: [], invented: [], leftOut: [], withheld: [], taken: new Set()};
	yield * take(taking, counted.candidates, top, signal);
	const notes = [...counted.notes];
	const source = taking.cards.length > 0 ? 'pg_stat_statements' : 'tables';
	if (source === 'tables') {
		notes.push(...(counted.candidates.length === 0 ? [] : [`Of what pg_stat_statements counted, nothing could be taken: ${counted.candidates.length === 1 ? 'the one statement' : `all ${counted.candidates.length} statements`} of an application's are listed as left out. The queries were made from the tables instead.`]));
		const tables = await readStarterTables(bench.session);
		const unread = tables.filter(({columns}) => columns.length === 0);
		notes.push(...(unread.length === 0 ? [] : [`${unread.length === 1 ? 'One table' : `${unread.length} tables`} cannot be read by ${bench.facts.user}, and ${unread.length === 1 ? 'has' : 'have'} no query: ${grantSelect(unread, await readClosedSchemas(bench.session), bench.facts.user)}`]));
		const starters = starterQueries(tables, top).map((query): Candidate => ({...query, frequency: 'medium'}));
		yield * take(taking, starters, top, signal);
	}

	const {invented} = taking;
	notes.push(...(invented.length === 0 ? [] : [`Made up, not read from data, as nothing tells what the application asks with: ${invented.join('; ')}. Their cards say so: measured with other values a query may find other rows.`]));
	notes.push(...withheldNote(taking.withheld));
	const {indexes, leftOut} = draftIndexes(bench.universe.indexes);
	const presets = [{name: draftPreset, why: `The indexes that ${bench.facts.database} had on ${date.toISOString().slice(0, 10)}, besides those of its constraints.`}];
	yield {kind: 'drafted', draft: {source, cards: taking.cards, presets, indexes, leftOut: [...taking.leftOut, ...leftOut], passedOver: counted.passedOver, notes}};
}

interface Taking {
	readonly bench: Bench;
	readonly parser: SqlParser;
	readonly cards: Card[];
	/** `customers-by-id (limit, value_2)` */
	readonly invented: string[];
	readonly leftOut: Array<CatalogDraft['leftOut'][number]>;
	/** Names of parameters whose values are nobody's business. */
	readonly withheld: string[];
	/** Names of entries, in lower case. */
	readonly taken: Set<string>;
}

async function * take(taking: Taking, candidates: readonly Candidate[], top: number, signal: AbortSignal): AsyncGenerator<DraftEvent, void, void> {
	const wanted = Math.min(top, candidates.length);
	for (const candidate of candidates) {
		if (taking.cards.length >= top) {
			return;
		}

		signal.throwIfAborted();
		yield {kind: 'step', title: 'Planning queries', fraction: taking.cards.length / wanted};
		const why = await takeOne(taking, candidate);
		if (why !== null) {
			taking.leftOut.push({what: why === secretLeft ? 'a statement that is not shown' : candidate.sql, why});
		}
	}
}

const secretLeft = 'a constant or a comment in it looks like a secret';

/** Makes a card of it; or says why not. */
async function takeOne({bench, parser, cards, invented, withheld, taken}: Taking, candidate: Candidate): Promise<string | null> {
	if (keepsSecret(parser, candidate.sql)) {
		return secretLeft;
	}

	const kind = statementKind(parser.parse(candidate.sql));
	if (kind === 'other' || kind === 'values') {
		return kind === 'values' ? 'it only adds rows: no index makes it faster' : 'it makes a table, and has no plan to look at';
	}

	try {
		const described = await describeStatement({session: bench.session, parser, versionNumber: bench.facts.versionNumber}, candidate.sql);
		const obstacle = described.relations.length === 0 ? 'it names no table' : await unreadable(bench, parser, candidate.sql);
		if (obstacle !== null) {
			return obstacle;
		}

		const title = candidate.title ?? titleStatement(kind, described);
		const name = chooseEntryName(title, taken);
		const card: Card = {
			name, title, why: `${candidate.why}${inventedWords(described.invented)}`, frequency: candidate.frequency, indexes: candidate.indexes, expected: null, estimate: null, sql: described.sql,
			...(candidate.load === undefined ? {} : {load: candidate.load}),
			parameters: described.parameters.map((parameter, at) => ({...parameter, sampleSql: parameter.sampleSql ?? (at === 0 && parameter.withheld !== true ? candidate.sample : null)})),
		};
		const problem = (await checkEntry(bench, parseEntry(writeCard(card), `${name}.sql`))).find(({severity}) => severity === 'error');
		if (problem !== undefined) {
			return problem.message;
		}

		taken.add(name);
		cards.push(card);
		if (described.invented.length > 0) {
			invented.push(`${name} (${described.invented.join(', ')})`);
		}

		withheld.push(...described.parameters.filter((parameter, at) => parameter.withheld === true || (at === 0 && candidate.withheld === true)).map(parameter => parameter.name));
		return null;
	} catch (error) {
		// On the embedded database whatever failed has spoilt the transaction that all others are to be planned in.
		await bench.workbench.rest();
		const reason = reasonOf(error);
		// A server tells of the first right that is missing, and of a schema's before a table's.
		const denied = error instanceof PlanflipError && error.sqlState === '42501';
		return (denied ? await unreadable(bench, parser, candidate.sql) : null) ?? reason;
	}
}

/** Tables that the user may not read, with what lets him; null without any. */
async function unreadable(bench: Bench, parser: SqlParser, sql: string): Promise<string | null> {
	const missing = await missingGrants(bench, parser, [sql]);
	return missing === null ? null : `${bench.facts.user} may not read ${missing.tables.join(', ')}: ${missing.grants}`;
}

function withheldNote(names: readonly string[]): readonly string[] {
	return names.length === 0 ? [] : [`${names.length === 1 ? 'One parameter has' : `${names.length} parameters have`} no value, as ${names.length === 1 ? 'its name looks like a secret\'s' : 'their names look like secrets\''} (${[...new Set(names)].slice(0, 5).join(', ')}): nothing is read for ${names.length === 1 ? 'it' : 'them'}, and such a query is planned GENERIC (PostgreSQL 16) until its card says a value.`];
}
