import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {UniverseIndex} from './index-universe.ts';
import type {Switch} from './plan-switch.ts';

/** Statements of our own that take the switched-off indexes away, to be run inside a transaction that is rolled back. */
export function switchOffSql({drop, hide}: Pick<Switch, 'drop' | 'hide'>): string {
	const dropped = drop.map(index => qualified(index));
	const oids = hide.map(index => index.oid).filter(oid => oid !== null);
	return [
		...(dropped.length === 0 ? [] : [`DROP INDEX ${dropped.join(', ')};`]),
		// A session keeps cached plans across a change of indisvalid, foreign-key checks included: they must go too.
		...(oids.length === 0 ? [] : [
			`UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid IN (${oids.join(', ')});`,
			'DISCARD PLANS;',
		]),
	].join(' ');
}

function qualified(index: UniverseIndex): string {
	return `${quoteIdentifier(index.schema)}.${quoteIdentifier(index.name)}`;
}
