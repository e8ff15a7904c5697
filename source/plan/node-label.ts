import {textAt} from './json-object.ts';
import type {JsonObject} from './plan.ts';

const aggregateNames: Readonly<Record<string, string>> = {
	Sorted: 'GroupAggregate',
	Hashed: 'HashAggregate',
	Mixed: 'MixedAggregate',
};

function join(type: string, joinType: string | null): string {
	const method = type.replace(/ Join$/, '');
	if (joinType !== null && joinType !== 'Inner') {
		return `${method} ${joinType} Join`;
	}

	return type === 'Nested Loop' ? type : `${method} Join`;
}

function aggregate(raw: JsonObject): string {
	const name = aggregateNames[textAt(raw, 'Strategy') ?? ''] ?? 'Aggregate';
	const mode = textAt(raw, 'Partial Mode');
	return mode === null || mode === 'Simple' ? name : `${mode} ${name}`;
}

function setOperation(raw: JsonObject): string {
	const name = textAt(raw, 'Strategy') === 'Hashed' ? 'HashSetOp' : 'SetOp';
	const command = textAt(raw, 'Command');
	return command === null ? name : `${name} ${command}`;
}

function name(type: string, raw: JsonObject): string {
	switch (type) {
		case 'Aggregate':
			return aggregate(raw);
		case 'Nested Loop':
		case 'Merge Join':
		case 'Hash Join':
			return join(type, textAt(raw, 'Join Type'));
		case 'SetOp':
			return setOperation(raw);
		case 'ModifyTable':
			return textAt(raw, 'Operation') ?? type;
		case 'Foreign Scan': {
			const operation = textAt(raw, 'Operation');
			return operation === null || operation === 'Select' ? type : `Foreign ${operation}`;
		}

		case 'Custom Scan': {
			const provider = textAt(raw, 'Custom Plan Provider');
			return provider === null ? type : `${type} (${provider})`;
		}

		default:
			return type;
	}
}

/** The node's name as EXPLAIN's text prints it, where JSON spreads it over several keys (explain.c, ExplainNode). */
export function nodeLabel(type: string, raw: JsonObject): string {
	const parallel = raw['Parallel Aware'] === true ? 'Parallel ' : '';
	const concurrent = raw['Async Capable'] === true ? 'Async ' : '';
	const direction = raw['Scan Direction'] === 'Backward' ? ' Backward' : '';
	return `${parallel}${concurrent}${name(type, raw)}${direction}`;
}
