import {expect, test} from 'vitest';
import {joinBytes} from '../../source/database/join-bytes.ts';
import {WireFrames} from '../../source/database/wire-frames.ts';
import {WireRelay} from '../../source/database/wire-relay.ts';

function message(type: string | null, payload: Uint8Array): Uint8Array {
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, 4 + payload.length);
	return joinBytes([type === null ? new Uint8Array(0) : Buffer.from(type), length, payload]);
}

const startup = message(null, Uint8Array.of(0, 3, 0, 0, 0x61, 0, 0));
const query = (sql: string) => message('Q', Buffer.from(`${sql}\0`));
const [parse, bind, sync, end] = [message('P', Buffer.from('p')), message('B', Buffer.from('b')), message('S', Buffer.from('')), message('X', Buffer.from(''))];
const [data, done] = [message('d', Buffer.from('1\n')), message('c', Buffer.from(''))];

test('messages are found whole, however they were chopped', () => {
	const stream = joinBytes([startup, parse, bind, sync, query('select 1')]);
	for (const size of [1, 2, 3, 7, stream.length]) {
		const frames = new WireFrames();
		const found = [];
		for (let at = 0; at < stream.length; at += size) {
			found.push(...frames.take(stream.subarray(at, at + size)).map(({type, bytes}) => [type, Buffer.from(bytes).toString('hex')]));
		}

		expect(found).toEqual([[null, startup], ['P', parse], ['B', bind], ['S', sync], ['Q', query('select 1')]].map(([type, bytes]) => [type, Buffer.from(bytes ?? '').toString('hex')]));
	}
});

function relayed(...bytes: readonly Uint8Array[]): {readonly ran: string[]; readonly sent: string[]} {
	const ran: string[] = [];
	const sent: string[] = [];
	const relay = new WireRelay(
		(request, onReply) => {
			ran.push(Buffer.from(request).toString('hex'));
			// A notice, the server's own CopyInResponse, ReadyForQuery.
			onReply(message('N', Buffer.from('note')));
			onReply(message('G', Uint8Array.of(0, 0, 0)));
			onReply(message('Z', Buffer.from('I')));
		},
		reply => {
			sent.push(Buffer.from(reply).toString('latin1').replaceAll(/[^A-Z]/g, ''));
		},
	);
	relay.receive(startup);
	ran.length = 0;
	sent.length = 0;
	for (const each of bytes) {
		relay.receive(each);
	}

	return {ran, sent};
}

const hex = (...parts: readonly Uint8Array[]) => Buffer.from(joinBytes(parts)).toString('hex');

test('Parse to Sync runs as one batch, and its answer is one piece', () => {
	expect(relayed(parse, bind, sync)).toEqual({ran: [hex(parse, bind, sync)], sent: ['NGZI']});
});

test('a COPY is asked for its data, runs when the data is complete, and is answered once', () => {
	const copy = query('copy t from stdin');
	expect(relayed(copy, data, data)).toEqual({ran: [], sent: ['G']});
	expect(relayed(copy, data, sync, data, done)).toEqual({ran: [hex(copy, data, data, done)], sent: ['G', 'NZI']});
});

test('the end of a client is not the end of the backend', () => {
	expect(relayed(end)).toEqual({ran: [], sent: []});
});
