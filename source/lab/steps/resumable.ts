import {catalogChange} from '../../experiment/catalog-marks.ts';
import {sameDatabase} from '../../experiment/database-identity.ts';
import type {Measurement} from '../../experiment/measurement.ts';

/** Whether a measurement that was stopped can go on: everything that its numbers depend on is as it was. */
export function resumable(stopped: Measurement, now: Measurement): boolean {
	const {changed, added, gone} = catalogChange(stopped.catalog.entries, now.catalog.entries);
	return stopped.finishedAt === null
		&& (stopped.identity === undefined || now.identity === undefined || sameDatabase(stopped.identity, now.identity))
		&& stopped.answers === now.answers
		&& stopped.rttMs === now.rttMs
		&& stopped.server.versionNumber === now.server.versionNumber
		&& changed.length + added.length + gone.length === 0
		&& indexMark(stopped, stopped) === indexMark(now, stopped);
}

/** Of the tables that the stopped one knew, the indexes as built. */
function indexMark({indexes}: Measurement, {tables}: Measurement): string {
	const known = new Set(tables.map(({schema, name}) => `${schema}.${name}`));
	return JSON.stringify(indexes.filter(({schema, table}) => known.has(`${schema}.${table}`)).map(({schema, name, definition, valid}) => [schema, name, definition, valid]).sort());
}
