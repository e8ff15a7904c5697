import {sanitise} from '../text/plain.ts';
import {type Line, span} from './line.ts';

/** Which database a report is of, on which server, and how indexes were switched there: `somebody@shop:5432/orders, PostgreSQL 18.4, MEASURED, isolated`. */
export function placeLine({label, version, badge}: {readonly label: string; readonly version: string; readonly badge: string}): Line {
	return [span(sanitise(label), 'strong'), span(`, ${sanitise(version)}, ${badge}`)];
}
