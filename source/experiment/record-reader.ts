import {PlanflipError} from '../errors.ts';
import {isJsonArray, isJsonObject} from '../plan/json-object.ts';
import type {Json, JsonObject} from '../plan/plan.ts';

/** An object of a record, read strictly: what is missing or of another kind is an input error with the key's name. */
export interface RecordReader {
	readonly text: (key: string) => string;
	readonly textOrNull: (key: string) => string | null;
	readonly number: (key: string) => number;
	readonly numberOrNull: (key: string) => number | null;
	readonly flag: (key: string) => boolean;
	readonly object: (key: string) => RecordReader;
	readonly objectOrNull: (key: string) => RecordReader | null;
	readonly objects: (key: string) => readonly RecordReader[];
	readonly numbers: (key: string) => readonly number[];
	readonly texts: (key: string) => readonly string[];
	readonly list: <T extends Json>(key: string, wanted: string, is: (value: Json | undefined) => value is T) => readonly T[];
	readonly has: (key: string) => boolean;
	readonly value: (key: string) => Json | undefined;
	/** The error for a key that is of the right kind, and still says nothing sensible. */
	readonly refuse: (key: string, wanted: string) => PlanflipError;
}

/** @param what - what errors call the whole of it: the run, the measurement */
export function recordReader(json: JsonObject, path = '', what = 'run'): RecordReader {
	const refuse = (key: string, wanted: string) => new PlanflipError('input', {message: `"${path}${key}" of the ${what} is not ${wanted}.`});
	const take = <T extends Json>(key: string, wanted: string, is: (value: Json | undefined) => value is T): T => {
		const value = json[key];
		if (!is(value)) {
			throw refuse(key, wanted);
		}

		return value;
	};

	const object = (key: string) => recordReader(take(key, 'an object', isJsonObject), `${path}${key}.`, what);
	return {
		text: key => take(key, 'a text', isText),
		textOrNull: key => json[key] === null ? null : take(key, 'a text or null', isText),
		number: key => take(key, 'a number', isNumber),
		numberOrNull: key => json[key] === null ? null : take(key, 'a number or null', isNumber),
		flag: key => take(key, 'true or false', isFlag),
		object,
		objectOrNull: key => json[key] === null ? null : object(key),
		objects: key => take(key, 'a list of objects', isListOf(isJsonObject)).map((one, at) => recordReader(one, `${path}${key}.${at}.`, what)),
		numbers: key => take(key, 'a list of numbers', isListOf(isNumber)),
		texts: key => take(key, 'a list of texts', isListOf(isText)),
		list: (key, wanted, is) => take(key, wanted, isListOf(is)),
		has: key => json[key] !== undefined,
		value: key => json[key],
		refuse,
	};
}

function isText(value: Json | undefined): value is string {
	return typeof value === 'string';
}

function isNumber(value: Json | undefined): value is number {
	return typeof value === 'number';
}

function isFlag(value: Json | undefined): value is boolean {
	return typeof value === 'boolean';
}

function isListOf<T extends Json>(is: (value: Json | undefined) => value is T): (value: Json | undefined) => value is readonly T[] {
	return (value): value is readonly T[] => isJsonArray(value) && value.every(element => is(element));
}
