/** ONNX's own numbers of element types. */
const TYPES = { float32: 1, int32: 6, int64: 7, float16: 10, float64: 11 } as const
export type OnnxType = keyof typeof TYPES

/** A size given by a name is open. */
export type Port = { name: string; type: OnnxType; shape: readonly (number | string)[] }

/** ints and whole numbers become integers, strings nothing else; `to` of a Cast names a type. */
type Attributes = Readonly<Record<string, number | readonly number[]>>
export type Operation = { op: string; inputs: string[]; outputs: string[]; attributes?: Attributes }

/** external: the file beside the graph that holds the values, and where. */
export type Weight = {
  name: string
  dims: number[]
  values: Float32Array | BigInt64Array
  external?: { location: string; offset: number }
}

export type OnnxGraph = { inputs: Port[]; outputs: Port[]; operations: Operation[]; weights: Weight[] }

/** A model of opset 14 as bytes of an ONNX file: small graphs for tests, written by hand. */
export function writeOnnx(graph: OnnxGraph): Buffer {
  const graphBytes = Buffer.concat([
    ...graph.operations.map((each) => message(1, operation(each))),
    message(2, 'stub'),
    ...graph.weights.map((each) => message(5, weight(each))),
    ...graph.inputs.map((each) => message(11, port(each))),
    ...graph.outputs.map((each) => message(12, port(each))),
  ])
  const opset = Buffer.concat([message(1, ''), number(2, 14)])
  return Buffer.concat([number(1, 8), message(7, graphBytes), message(8, opset)])
}

export const cast = (from: string, to: string, type: OnnxType): Operation => ({
  op: 'Cast',
  inputs: [from],
  outputs: [to],
  attributes: { to: TYPES[type] },
})

function operation({ op, inputs, outputs, attributes = {} }: Operation): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => message(1, name)),
    ...outputs.map((name) => message(2, name)),
    message(4, op),
    ...Object.entries(attributes).map(([name, value]) => message(5, attribute(name, value))),
  ])
}

function attribute(name: string, value: number | readonly number[]): Buffer {
  if (typeof value === 'number') return Buffer.concat([message(1, name), number(3, value), number(20, 2)])
  return Buffer.concat([message(1, name), ...value.map((each) => number(8, each)), number(20, 7)])
}

function weight({ name, dims, values, external }: Weight): Buffer {
  const type = values instanceof Float32Array ? TYPES.float32 : TYPES.int64
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  const entry = (key: string, value: string) =>
    message(13, Buffer.concat([message(1, key), message(2, value)]))
  return Buffer.concat([
    ...dims.map((size) => number(1, size)),
    number(2, type),
    message(8, name),
    ...(external
      ? [
          entry('location', external.location),
          entry('offset', String(external.offset)),
          entry('length', String(bytes.length)),
          number(14, 1),
        ]
      : [message(9, bytes)]),
  ])
}

function port({ name, type, shape }: Port): Buffer {
  const dims = shape.map((size) => message(1, typeof size === 'number' ? number(1, size) : message(2, size)))
  const tensor = Buffer.concat([number(1, TYPES[type]), message(2, Buffer.concat(dims))])
  return Buffer.concat([message(1, name), message(2, message(1, tensor))])
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)])
}

function message(field: number, content: string | Buffer): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let left = value
  for (; left > 0x7f; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80)
  return Buffer.from([...bytes, left])
}
