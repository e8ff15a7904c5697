import {errorLines} from '../errors.ts';
import type {ExtensionFacts, HintPlanFacts, HypopgFacts} from './extension-facts.ts';
import type {Row, Session} from './session.ts';

const probe = `select
	(select default_version from pg_catalog.pg_available_extensions where name = 'hypopg') as hypopg,
	(select default_version from pg_catalog.pg_available_extensions where name = 'pg_hint_plan') as hint_plan,
	exists (select from pg_catalog.pg_settings where name = 'pg_hint_plan.enable_hint') as hinting,
	pg_catalog.current_setting('is_superuser') = 'on' as superuser,
	e.extversion as version,
	pg_catalog.quote_ident(n.nspname) as schema,
	exists (select from pg_catalog.pg_proc where pronamespace = n.oid and proname = 'hypopg_hide_index') as hides
	from (select) as always
	left join pg_catalog.pg_extension as e on e.extname = 'hypopg'
	left join pg_catalog.pg_namespace as n on n.oid = e.extnamespace`;

/** An index that every database has and every planner takes for a look-up by oid. */
const disableProbe = '/*+ DisableIndex("pg_class" "pg_class_oid_index") */ explain (format json, costs off) select from pg_catalog.pg_class where oid = 1';

/**
 * Asks for what really answers, not for version numbers. `mayLoad`: a superuser may LOAD pg_hint_plan into this session,
 * which is where it then stays.
 */
export async function readExtensionFacts(session: Session, {mayLoad}: {readonly mayLoad: boolean}): Promise<ExtensionFacts> {
	const [row = {}] = await session.query(probe);
	return {hypopg: await hypopgFacts(session, row), hintPlan: await hintPlanFacts(session, row, mayLoad)};
}

async function hypopgFacts(session: Session, row: Row): Promise<HypopgFacts> {
	const facts = {available: textOf(row['hypopg']), installed: textOf(row['version']), schema: textOf(row['schema'])};
	if (facts.schema === null) {
		return {...facts, imagines: false, hides: false, problem: null};
	}

	const hides = row['hides'] === true;
	try {
		// Nothing of ours is hidden or imagined yet: this only finds out whether the library loads and the user may call it.
		await session.query(`select ${facts.schema}.hypopg_reset()`);
		if (hides) {
			await session.query(`select ${facts.schema}.hypopg_unhide_all_indexes()`);
		}

		return {...facts, imagines: true, hides, problem: null};
	} catch (error) {
		return {...facts, imagines: false, hides: false, problem: errorLines(error)[0] ?? 'no reason given'};
	}
}

async function hintPlanFacts(session: Session, row: Row, mayLoad: boolean): Promise<HintPlanFacts> {
	const available = textOf(row['hint_plan']);
	const present = row['hinting'] === true;
	const byLoad = !present && mayLoad && row['superuser'] === true && available !== null
		&& await session.script('LOAD \'pg_hint_plan\'').then(() => true, () => false);
	const loaded = present || byLoad;
	return {available, loaded, byLoad, disables: loaded && await disablesIndexes(session)};
}

/** An unknown hint is no error but a notice, and the index stays in use. */
async function disablesIndexes(session: Session): Promise<boolean> {
	await session.script('BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL pg_hint_plan.enable_hint = on; SET LOCAL pg_hint_plan.parse_messages = debug1');
	try {
		const rows = await session.query(disableProbe);
		return !JSON.stringify(rows).includes('pg_class_oid_index');
	} finally {
		await session.script('ROLLBACK');
	}
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
