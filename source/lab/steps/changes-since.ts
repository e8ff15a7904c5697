import {catalogChange} from '../../experiment/catalog-marks.ts';
import {provenSame, sameDatabase} from '../../experiment/database-identity.ts';
import type {Measurement} from '../../experiment/measurement.ts';
import {formatCount} from '../../text/quantity.ts';

/** A table whose rows became so many times more or fewer is other data. reltuples is an estimate. */
const otherData = 1.2;

/** What is other than at the baseline, besides the indexes: sentences. */
export function changesSince(baseline: Measurement, now: Pick<Measurement, 'catalog' | 'database' | 'identity' | 'tables' | 'server' | 'rttMs'>): readonly string[] {
	const {changed, added, gone} = catalogChange(baseline.catalog.entries, now.catalog.entries);
	return [
		...otherDatabase(baseline, now),
		...(changed.length === 0 ? [] : [`The catalogue changed since the baseline: ${changed.join(', ')} ${changed.length === 1 ? 'is' : 'are'} measured with values of ${changed.length === 1 ? 'its' : 'their'} own.`]),
		...(added.length === 0 ? [] : [`New since the baseline, which knows nothing of ${added.length === 1 ? 'it' : 'them'}: ${added.join(', ')}.`]),
		...(gone.length === 0 ? [] : [`In the catalogue no more: ${gone.join(', ')}.`]),
		...now.tables.flatMap(({schema, name, rows}) => {
			const was = baseline.tables.find(table => table.schema === schema && table.name === name)?.rows ?? null;
			const factor = was === null || rows === null || was === rows ? 1 : Math.max(was, rows) / Math.max(1, Math.min(was, rows));
			return factor > otherData ? [`${name} had ${formatCount(was)} rows at the baseline, and has ${formatCount(rows)} now: what differs may be the data.`] : [];
		}),
		...(baseline.server.versionNumber === now.server.versionNumber ? [] : [`The baseline was measured on ${baseline.server.version}, this is ${now.server.version}.`]),
		...(baseline.rttMs === now.rttMs ? [] : [`The baseline waited ${baseline.rttMs} ms per round trip of an operation, this waits ${now.rttMs} ms.`]),
	];
}

/** The name tells, unless both know better. */
function otherDatabase({id, database, identity}: Measurement, now: Pick<Measurement, 'database' | 'identity'>): readonly string[] {
	const same = database.key === now.database.key;
	if (identity !== undefined && now.identity !== undefined && !sameDatabase(identity, now.identity)) {
		return [same
			? `The baseline ${id} was measured on another database of this name: it was created anew since, or is another server's. What differs may be the data; planflip baseline measures this one.`
			: `The baseline ${id} was measured on another database, ${database.label}: only what is measured in turns can be compared.`];
	}

	return same || (identity !== undefined && now.identity !== undefined && provenSame(identity, now.identity))
		? []
		: [`The baseline ${id} was measured on another database, ${database.label}: only what is measured in turns can be compared.`];
}
