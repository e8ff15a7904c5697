import {type Building, put} from '../building.ts';
import {indentOf, type Line} from '../line.ts';
import {type Reading, must} from './reading.ts';
import {isTrigger, readJitOptions, readJitTiming, readSerialization, readSettings} from './read-summary.ts';

/** A line of the whole plan into `owner` (a worker's object, for its own JIT); what is indented below it goes into a scope. */
export function putSummary({scopes, triggers}: Reading, line: Line, text: string, owner: Building): void {
	const [, key = '', value = ''] = /^([^:]+):\s*(.*)$/s.exec(text) ?? [];
	const column = indentOf(line.text);
	switch (key) {
		case 'Planning':
		case 'JIT': {
			const object: Building = {};
			put(owner, key, object);
			scopes.push({kind: key === 'JIT' ? 'jit' : 'properties', column, object});
			return;
		}

		case 'Serialization': {
			const object = must(readSerialization(value), line, '"time=MS ms  output=NkB  format=text" after "Serialization:"');
			put(owner, key, object);
			scopes.push({kind: 'properties', column, object});
			return;
		}

		case 'Settings':
			put(owner, key, must(readSettings(value), line, '"NAME = \'VALUE\', ..." after "Settings:"'));
			return;
		case 'Query Identifier':
			put(owner, key, Number(must(/^-?\d+$/.exec(value)?.[0], line, 'a number after "Query Identifier:"')));
			return;
		case 'Planning Time':
		case 'Planning time':
		case 'Execution Time':
		case 'Execution time':
		case 'Total runtime': {
			const ms = must(/^(\d+\.?\d*) ms$/.exec(value)?.[1], line, `"MS ms" after "${key}:"`);
			put(owner, key.startsWith('Planning') ? 'Planning Time' : 'Execution Time', Number(ms));
			return;
		}

		default:
			triggers.push(must(isTrigger(text) ? text : null, line, '"Trigger NAME: time=MS calls=N"'));
	}
}

/** A line below `JIT:`, where `Options` and `Timing` are objects in JSON; false when it is another one. */
export function putJit(jit: Building, line: Line, key: string, value: string): boolean {
	if (key === 'Options') {
		put(jit, key, must(readJitOptions(value), line, '"Inlining true, Optimization false, ..." after "Options:"'));
	} else if (key === 'Timing') {
		put(jit, key, must(readJitTiming(value), line, '"Generation MS ms, Inlining MS ms, ..." after "Timing:"'));
	}

	return key === 'Options' || key === 'Timing';
}
