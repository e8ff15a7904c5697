import {PlanflipError} from '../errors.ts';
import type {Parameter} from './catalog-entry.ts';
import type {Answer, OperationEntry, Route, Step} from './operation-entry.ts';
import {parseStep} from './parse-step.ts';
import {readAnswer} from './read-answer.ts';
import {readFrequency, readOrder, readParameters} from './read-card.ts';
import {readCases} from './read-cases.ts';
import {estimateKeys, readEstimate} from './read-estimate.ts';
import {fieldOf, type HeaderCard, type HeaderKeys, keyList, readHeader, requiredField} from './read-header.ts';
import {splitStatements, type Statement} from './split-statements.ts';

const operationKeys: HeaderKeys = {
	allowed: ['operation', 'why', 'frequency', 'order', 'parameter', 'case', 'answer', 'expected', ...estimateKeys],
	repeatable: ['parameter', 'case'],
};
const stepKeys: HeaderKeys = {allowed: ['step', 'takes', 'for each'], repeatable: []};
const rewriteKeys: HeaderKeys = {allowed: ['rewrite', 'why', 'takes', 'answer'], repeatable: []};
const allKeys: HeaderKeys = {
	allowed: [...new Set([operationKeys, stepKeys, rewriteKeys].flatMap(({allowed}) => allowed))],
	repeatable: operationKeys.repeatable,
};

/** A route while its steps are read. */
interface Draft {
	readonly name: string;
	readonly why: string | null;
	readonly answer: HeaderCard;
	readonly steps: Step[];
	readonly line: number;
}

/** The file's first key says what it is: `-- operation: ...` or the `-- title: ...` of a query. */
export function isOperation(text: string): boolean {
	return /^(?:\s|--[^\n]*\n)*?--\s?operation\s*:/.test(text.replace(/^\uFEFF/, ''));
}

/**
 * Reads an operation: a card (`-- operation: open a shot`, why, frequency, parameters, cases), the chain's statements each
 * under `-- step: name` and `-- takes: shot_id, scene.project_id` (what is bound to $1, $2 ...), and what could replace
 * them, each under `-- rewrite: name`. `-- for each: step` runs a statement once for every row of an earlier step.
 * @throws PlanflipError input, with `file:line`.
 */
export function parseOperation(text: string, file: string): {readonly operation: OperationEntry; readonly order: number | null} {
	const source = text.replace(/^\uFEFF/, '');
	const blocks = readBlocks(source, file);
	const [card = []] = blocks[0]?.cards ?? [];
	refuseForeignKeys(card, operationKeys, file);
	const needed = (key: string) => requiredField(card, key, `${file}:1`, operationKeys);
	const title = needed('operation').value;
	const parameters = readParameters(card.filter(({key}) => key === 'parameter'), file);
	const unknown = parameters.find(({sampleSql}) => sampleSql === null);
	if (unknown !== undefined) {
		throw new PlanflipError('input', {
			message: `The parameter "${unknown.name}" has no sample: an operation is executed, so it needs values.`,
			where: `${file}:${unknown.line}`,
			hint: `Write: -- parameter: ${unknown.name} = select ...`,
		});
	}

	const [chain, ...rewrites] = readRoutes(blocks, card, parameters, file);
	if (chain === undefined || rewrites.length === 0) {
		throw new PlanflipError('input', {
			message: chain === undefined ? 'This operation has no step.' : 'This operation has nothing that could replace its chain.',
			where: file,
			hint: 'Put -- step: name above each statement of the chain, and -- rewrite: name above the statement that replaces them.',
		});
	}

	return {
		order: readOrder(fieldOf(card, 'order'), file),
		operation: {
			kind: 'OperationEntry',
			name: file.slice(file.lastIndexOf('/') + 1).replace(/\.sql$/, ''),
			title,
			why: needed('why').value,
			frequency: readFrequency(needed('frequency'), file),
			parameters,
			cases: readCases(card.filter(({key}) => key === 'case'), parameters, file),
			expected: fieldOf(card, 'expected')?.value ?? null,
			estimate: readEstimate(card, file),
			chain,
			rewrites,
			file,
			line: chain.steps[0]?.line ?? 1,
		},
	};
}

interface Block {
	/** The last one is the statement's; the first block has the operation's before it. */
	readonly cards: readonly HeaderCard[];
	readonly statement: Statement;
}

function readBlocks(source: string, file: string): readonly Block[] {
	let from = 0;
	return splitStatements(source, file).map((statement, at) => {
		const firstLine = source.slice(0, from).split('\n').length;
		const cards = readHeader(source.slice(from, statement.start), file, firstLine, allKeys);
		from = statement.end;
		if (cards.length !== (at === 0 ? 2 : 1)) {
			throw new PlanflipError('input', {
				message: at === 0 ? 'The operation\'s card and its first step\'s are not two cards.' : 'This statement has no card of its own.',
				where: `${file}:${statement.line}`,
				hint: 'Leave a blank line below the operation\'s card, and put -- step: name, or -- rewrite: name, right above each statement.',
			});
		}

		return {cards, statement};
	});
}

function readRoutes(blocks: readonly Block[], card: HeaderCard, parameters: readonly Parameter[], file: string): readonly Route[] {
	const drafts: Draft[] = [];
	for (const {cards, statement} of blocks) {
		const own = cards.at(-1) ?? [];
		const rewrite = fieldOf(own, 'rewrite');
		refuseForeignKeys(own, rewrite === null ? stepKeys : rewriteKeys, file);
		if (rewrite !== null || drafts.length === 0) {
			drafts.push({name: rewrite?.value ?? 'chain', why: fieldOf(own, 'why')?.value ?? null, answer: rewrite === null ? card : own, steps: [], line: statement.line});
		}

		const steps = drafts.at(-1)?.steps ?? [];
		const name = rewrite ?? requiredField(own, 'step', `${file}:${statement.line}`, stepKeys);
		steps.push(parseStep({name: name.value, card: own, statement, earlier: steps, parameters, takesAll: rewrite !== null}, file));
	}

	return drafts.map(({name, why, answer, steps, line}): Route => ({name, why, steps, answer: answerOf(answer, steps, file, line)}));
}

function answerOf(card: HeaderCard, steps: readonly Step[], file: string, line: number): Answer {
	const field = fieldOf(card, 'answer');
	return readAnswer(field, steps, `${file}:${field?.line ?? line}`);
}

function refuseForeignKeys(card: HeaderCard, keys: HeaderKeys, file: string): void {
	const foreign = card.find(({key}) => !keys.allowed.includes(key));
	if (foreign !== undefined) {
		throw new PlanflipError('input', {
			message: `The key "${foreign.key}" has no place in this card.`,
			where: `${file}:${foreign.line}`,
			hint: keyList(keys),
		});
	}
}
