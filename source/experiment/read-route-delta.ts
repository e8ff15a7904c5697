import type {RouteDelta} from './operation-run.ts';
import {recordParts} from './record-parts.ts';
import type {RecordReader} from './record-reader.ts';

/** One route under two configurations, as it is kept. @throws PlanflipError input, with the key that is wrong */
export function readRouteDelta(route: RecordReader): RouteDelta {
	return {name: route.text('name'), comparison: recordParts.comparison(route.object('comparison')), samePlans: route.flag('samePlans')};
}
