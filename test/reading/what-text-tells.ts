import type {Json, JsonObject} from '../../source/plan/plan.ts';

const buffers = /^(?:Shared|Local|Temp) (?:Hit|Read|Dirtied|Written) Blocks$/;
const timings = /I\/O (?:Read|Write) Time$/;
const wal = /^WAL /;

function objectsIn(value: Json): JsonObject[] {
	const found: JsonObject[] = [];
	const open: Json[] = [value];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		if (Array.isArray(next)) {
			open.push(...next as Json[]);
		} else if (typeof next === 'object' && next !== null) {
			found.push(next as JsonObject);
			open.push(...Object.values(next as JsonObject));
		}
	}

	return found;
}

/**
 * The JSON without what EXPLAIN's text cannot tell, so that the rest must be equal:
 *
 * 1. Buffers, I/O times and WAL, when every counter of the group is zero in the whole plan: text prints no zeros, so that the
 *    option was on does not show. (Each group by itself. Where one line has some, all the zeros of the group are known.)
 * 2. `Inner Unique`, without VERBOSE.
 * 3. The name of a constraint's trigger, without VERBOSE.
 * 4. That `Settings` was asked for, when there were none.
 * 5. A worker of whom there is nothing but the number; and that 18 has `Disabled`, without ANALYZE.
 * 6. 15 and 16 call `shared` what 17 does; where nothing else gives the version away, the keys of 17 are taken.
 * 7. 13 has no `Async Capable`; where nothing gives 13 away, it is taken for 14, which has it and says false.
 * 8. Up to 15, that an index scan in the order of a distance has `NoMovement`.
 * 9. That what stands behind `on` in a function scan is an alias of several functions, without VERBOSE.
 */
export function whatTextTells(raw: JsonObject, version: number): JsonObject {
	const objects = objectsIn(raw);
	const silent = [buffers, timings, wal].filter(group =>
		objects.every(object => Object.entries(object).every(([key, value]) => !group.test(key) || value === 0)));
	const verbose = objects.some(object => object['Output'] !== undefined);
	const analyze = objects.some(object => object['Actual Loops'] !== undefined);
	const dated = objects.some(object => object['Params Evaluated'] !== undefined || typeof object['Generation'] === 'number' || (object['Subplan Name'] as string | undefined)?.includes('(returns $') === true);

	// A ModifyTable that planned rows and returned none gives 13 away: later ones do not plan what they do not return.
	const oldest = version === 13 && objects.some(object => object['Node Type'] === 'ModifyTable' && (object['Plan Rows'] as number) > 0 && object['Actual Rows'] === 0);

	const keyOf = (key: string) => timings.test(key) && (version === 15 || version === 16) && !dated ? key.replace(/^I\/O/, 'Shared I/O') : key;
	const isTold = (object: JsonObject, key: string, value: Json) => !(
		silent.some(group => group.test(key))
		|| (key === 'Inner Unique' && !verbose)
		|| (key === 'Trigger Name' && !verbose && object['Constraint Name'] !== undefined)
		|| (key === 'Settings' && Object.keys(value as JsonObject).length === 0)
		|| (key === 'Disabled' && !analyze && value === false)
		|| (key === 'Planning' && Object.keys(value as JsonObject).every(counter => silent.some(group => group.test(counter)))));
	const tell = (value: Json): Json => {
		if (Array.isArray(value)) {
			return (value as Json[]).filter(item => !(typeof item === 'object' && item !== null && 'Worker Number' in item && Object.keys(item).length === 1)).map(tell);
		}

		if (typeof value !== 'object' || value === null) {
			return value;
		}

		const object = value as JsonObject;
		const told = Object.fromEntries(Object.entries(object).flatMap(([key, entry]) => isTold(object, key, entry) ? [[keyOf(key), tell(entry)]] : []));
		const newer = (version === 15 || version === 16) && !dated && told['Shared I/O Read Time'] !== undefined;
		return {
			...told,
			...(newer ? {'Local I/O Read Time': 0, 'Local I/O Write Time': 0} : {}),
			...(version === 13 && !oldest && told['Node Type'] !== undefined ? {'Async Capable': false} : {}),
			...(told['Scan Direction'] === 'NoMovement' ? {'Scan Direction': 'Forward'} : {}),
			...(told['Node Type'] === 'Function Scan' && told['Function Name'] === undefined && !verbose ? {'Function Name': told['Alias'] ?? null} : {}),
		};
	};

	return tell(raw) as JsonObject;
}
