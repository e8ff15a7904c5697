import path from 'node:path';
import {lintCatalog} from '../../catalog/lint-catalog.ts';
import {writeCard} from '../../catalog/write-card.ts';
import {writeCards} from '../../disk/write-cards.ts';
import {PlanflipError} from '../../errors.ts';
import {cardOf} from '../../harvest/card-of.ts';
import {draft} from '../../harvest/draft.ts';
import type {Harvested} from '../../harvest/harvested.ts';
import {Harvester} from '../../harvest/harvester.ts';
import {mergeCatalog, ownKeys, type KnownCard} from '../../harvest/merge-catalog.ts';
import {seeCounted} from '../../harvest/see-counted.ts';
import {loadSqlParser, type SqlParser} from '../../sql/sql-parser.ts';
import {inventedWords} from '../../workload/invented-words.ts';
import type {ImportEvent, ImportedCard, ImportReport} from './import-report.ts';
import type {ImportRequest} from './import-request.ts';
import {keepPlans} from './keep-plans.ts';
import {readSource, type SourceTally} from './read-source.ts';

/** A statement that comes, or has come, into the catalogue. */
interface Taken {
	readonly harvested: Harvested;
	readonly card: ImportedCard;
	/** The file as it is to be; null: it stays. */
	readonly text: string | null;
}

/**
 * Takes the statements of logs, files and pg_stat_statements into a catalogue: those that differ in their constants only are one card, with
 * the calls and the time of all of them. Cards that are there keep everything but their counts. Plans of a log become kept runs.
 */
export async function * importWorkload(request: ImportRequest): AsyncGenerator<ImportEvent, void, void> {
	const {files, folder, existing, dryRun} = request;
	yield {kind: 'step', title: 'Reading the catalogue', fraction: null};
	const parser = await loadSqlParser();
	const {catalog: {entries}, problems} = lintCatalog(folder, existing);
	const harvester = new Harvester(parser, ownKeys(parser, entries));
	const tally: SourceTally = {plans: 0, notes: problems.filter(({severity}) => severity === 'error').map(({where, message}) => `${where} is left alone: ${message}`)};
	for (const file of files) {
		yield * readSource(file, harvester, tally, request);
	}

	if (request.statements) {
		yield {kind: 'step', title: 'Reading pg_stat_statements', fraction: null};
		seeCounted(harvester, await request.database?.statements() ?? []);
	}

	const harvest = harvester.harvest();
	const {known, fresh} = mergeCatalog(parser, entries, existing, harvest);
	const ranks = new Map(harvest.map((harvested, at) => [harvested, at]));
	const rankOf = (harvested: Harvested) => ranks.get(harvested) ?? 0;
	const taken = known.map(one => ofKnown(one));
	const names = new Set(existing.map(({file}) => path.basename(file, '.sql').toLowerCase()));
	for (const [at, harvested] of fresh.entries()) {
		request.signal.throwIfAborted();
		yield {kind: 'step', title: 'Making cards', fraction: at / fresh.length};
		// What could not be prepared takes nobody's place.
		const dearer = taken.filter(one => rankOf(one.harvested) < rankOf(harvested)).length;
		const card = isWanted(harvested, dearer, request, harvester) ? await ofFresh(harvested, names, parser, request, harvester) : null;
		taken.push(...(card === null ? [] : [card]));
	}

	if (!dryRun) {
		const changes = taken.flatMap(({card: {file, outcome}, text}) => text === null ? [] : [{outcome, name: path.basename(file), text}]);
		await writeCards(folder, changes.filter(({outcome}) => outcome === 'added'), {replace: false});
		await writeCards(folder, changes.filter(({outcome}) => outcome === 'updated'), {replace: true});
	}

	const plans: Array<Awaited<ReturnType<typeof keepPlans>>> = [];
	for (const {harvested, card} of taken) {
		plans.push(await keepPlans(card.name, harvested.plans, {...request, parser}));
	}

	yield {kind: 'imported', report: {
		folder,
		dryRun,
		sources: [...files.map(file => file === '-' ? 'standard input' : file), ...(request.statements ? [`pg_stat_statements of ${request.database?.label ?? ''}`] : [])],
		cards: taken.map(({card}) => card).sort((a, b) => (b.load?.totalMs ?? 0) - (a.load?.totalMs ?? 0) || (b.load?.calls ?? 0) - (a.load?.calls ?? 0)),
		leftOut: harvester.leftOut.list(),
		plans: {found: tally.plans, kept: plans.flatMap(({kept}) => kept), known: sum(plans.map(each => each.known)), withheld: sum(plans.map(each => each.withheld))},
		notes: [...tally.notes, ...plans.flatMap(({note}) => note ?? [])],
	} satisfies ImportReport};
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}

/** `dearer`: so many that cost more are on cards. */
function isWanted({load}: Harvested, dearer: number, {top, minCalls}: ImportRequest, {leftOut}: Harvester): boolean {
	const reason = load !== null && load.calls < minCalls ? 'few calls' : (top !== null && dearer >= top ? 'not among the top' : null);
	if (reason !== null) {
		leftOut.add(reason, 1);
	}

	return reason === null;
}

function ofKnown({harvested, entry, text, before}: KnownCard): Taken {
	const {name, title, file, load} = entry;
	return {harvested, text, card: {
		outcome: text === null ? 'unchanged' : 'updated', name, file, title, writes: harvested.writes, load: harvested.load ?? load ?? null, before,
		unknown: entry.parameters.filter(({sampleSql}) => sampleSql === null).length, withheld: 0,
	}};
}

/** null: it cannot be a card, which the ledger knows. Its name is taken then. */
async function ofFresh(harvested: Harvested, names: Set<string>, parser: SqlParser, {folder, files, statements, database}: ImportRequest, {leftOut}: Harvester): Promise<Taken | null> {
	const count = harvested.load?.calls ?? 1;
	try {
		const drafted = draft(parser, harvested.sql, harvested.values);
		if (drafted.keepsSecret) {
			leftOut.add('secret', count, harvested.where);
			return null;
		}

		const described = database === null ? null : await database.describe(drafted.sql);
		const source = statements && files.length === 0 ? `pg_stat_statements of ${database?.facts.database ?? ''}` : harvested.where.replace(/:\d+$/, '');
		const {card, withheld} = cardOf(harvested, {...drafted, sql: described?.sql ?? drafted.sql}, {source, sampled: described?.parameters ?? null, taken: names});
		// What the source said is a value of the application's.
		const invented = card.parameters.flatMap(({name, sampleSql}, at) => sampleSql !== null && drafted.parameters[at]?.literal === null && described?.invented.includes(name) === true ? [name] : []);
		const text = writeCard({...card, why: `${card.why}${inventedWords(invented)}`});
		names.add(card.name);
		return {harvested, text, card: {
			outcome: 'added', name: card.name, file: path.join(folder, `${card.name}.sql`), title: card.title, writes: harvested.writes, load: harvested.load, before: null,
			unknown: card.parameters.filter(({sampleSql}) => sampleSql === null).length, withheld,
		}};
	} catch (error) {
		if (!(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'cancelled' || error.kind === 'bug') {
			throw error;
		}

		leftOut.add(database === null ? 'unreadable' : 'not prepared', count, `${harvested.where}: ${error.message}`);
		return null;
	}
}
