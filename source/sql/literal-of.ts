import type {A_Const} from '@pgsql/types';
import {quoteLiteral} from './quote-literal.ts';

const [largestInteger, largestBigint] = [2_147_483_647n, 9_223_372_036_854_775_807n];

/** SQL of a constant, and the type that a number is of by itself. Nulls where it is to stay. */
export function literalOf({ival, fval, sval}: A_Const): readonly [literal: string | null, type: string | null] {
	if (sval !== undefined) {
		return [quoteLiteral(sval.sval ?? ''), null];
	}

	if (ival !== undefined) {
		return [String(ival.ival ?? 0), 'integer'];
	}

	const number = fval?.fval ?? '';
	if (!/^-?\d+$/.test(number)) {
		return [number === '' ? null : number, 'numeric'];
	}

	const size = BigInt(number) < 0n ? -BigInt(number) : BigInt(number);
	return [number, size <= largestInteger ? 'integer' : (size <= largestBigint ? 'bigint' : 'numeric')];
}
