package org.glossa.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.DictionaryKind;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;
import org.glossa.arrow.ArrowField.Kind;

/** Flatbuffers of the Arrow format (Message.fbs, Schema.fbs, File.fbs), to and from our records. */
final class ArrowMetadata {
    /** Where a record batch lies in a file: its message, then its body. */
    record BatchBlock(long offset, int metadataLength, long bodyLength) {}

    private static final long DICTIONARY_ID = 0;

    private ArrowMetadata() {}

    static ByteBuffer schemaMessage(ArrowSchema schema) {
        FlatBufferBuilder builder = new FlatBufferBuilder(1024);
        int header = schema(builder, schema);
        return message(builder, MessageHeader.Schema, header, 0);
    }

    /**
     * @param nodes length and null count of every node in turn
     * @param buffers offset in the body and length of every buffer in turn
     */
    static ByteBuffer batchMessage(long rows, long[] nodes, long[] buffers, long bodyLength) {
        FlatBufferBuilder builder = new FlatBufferBuilder(1024);
        int header = recordBatch(builder, rows, nodes, buffers);
        return message(builder, MessageHeader.RecordBatch, header, bodyLength);
    }

    /** The only dictionary of a stream, whole; what is to be known of its batch as of any. */
    static ByteBuffer dictionaryMessage(long rows, long[] nodes, long[] buffers, long bodyLength) {
        FlatBufferBuilder builder = new FlatBufferBuilder(1024);
        int batch = recordBatch(builder, rows, nodes, buffers);
        DictionaryBatch.startDictionaryBatch(builder);
        DictionaryBatch.addId(builder, DICTIONARY_ID);
        DictionaryBatch.addData(builder, batch);
        int header = DictionaryBatch.endDictionaryBatch(builder);
        return message(builder, MessageHeader.DictionaryBatch, header, bodyLength);
    }

    private static int recordBatch(FlatBufferBuilder builder, long rows, long[] nodes, long[] buffers) {
        RecordBatch.startNodesVector(builder, nodes.length / 2);
        for (int i = nodes.length - 2; i >= 0; i -= 2) {
            FieldNode.createFieldNode(builder, nodes[i], nodes[i + 1]);
        }
        int nodesVector = builder.endVector();
        RecordBatch.startBuffersVector(builder, buffers.length / 2);
        for (int i = buffers.length - 2; i >= 0; i -= 2) {
            Buffer.createBuffer(builder, buffers[i], buffers[i + 1]);
        }
        int buffersVector = builder.endVector();
        return RecordBatch.createRecordBatch(builder, rows, nodesVector, buffersVector, 0, 0);
    }

    static ByteBuffer footer(ArrowSchema schema, List<BatchBlock> blocks) {
        FlatBufferBuilder builder = new FlatBufferBuilder(1024);
        int schemaOffset = schema(builder, schema);
        Footer.startDictionariesVector(builder, 0);
        int dictionaries = builder.endVector();
        Footer.startRecordBatchesVector(builder, blocks.size());
        for (BatchBlock block : blocks.reversed()) {
            Block.createBlock(builder, block.offset(), block.metadataLength(), block.bodyLength());
        }
        int batches = builder.endVector();
        builder.finish(Footer.createFooter(builder, MetadataVersion.V5, schemaOffset, dictionaries, batches, 0));
        return builder.dataBuffer();
    }

    static ArrowSchema schema(Schema schema) {
        List<ArrowField> fields = new ArrayList<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            fields.add(field(schema.fields(i)));
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < schema.customMetadataLength(); i++) {
            KeyValue entry = schema.customMetadata(i);
            metadata.put(entry.key(), entry.value());
        }
        return new ArrowSchema(fields, metadata);
    }

    static List<BatchBlock> blocks(Footer footer) {
        List<BatchBlock> blocks = new ArrayList<>();
        for (int i = 0; i < footer.recordBatchesLength(); i++) {
            Block block = footer.recordBatches(i);
            blocks.add(new BatchBlock(block.offset(), block.metaDataLength(), block.bodyLength()));
        }
        return blocks;
    }

    private static ByteBuffer message(FlatBufferBuilder builder, byte headerType, int header, long bodyLength) {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, headerType, header, bodyLength, 0));
        return builder.dataBuffer();
    }

    private static int schema(FlatBufferBuilder builder, ArrowSchema schema) {
        int[] fields = schema.fields().stream()
                .mapToInt(field -> field(builder, field))
                .toArray();
        int fieldsVector = Schema.createFieldsVector(builder, fields);
        int metadata = Schema.createCustomMetadataVector(builder, keyValues(builder, schema.metadata()));
        return Schema.createSchema(builder, Endianness.Little, fieldsVector, metadata, 0);
    }

    private static int field(FlatBufferBuilder builder, ArrowField field) {
        int[] children = field.children().stream()
                .mapToInt(child -> field(builder, child))
                .toArray();
        int childrenVector = Field.createChildrenVector(builder, children);
        int metadata = Field.createCustomMetadataVector(builder, keyValues(builder, field.metadata()));
        int name = builder.createString(field.name());
        int type = type(builder, field);
        int dictionary = field.kind() == Kind.DICTIONARY ? dictionary(builder) : 0;
        return Field.createField(
                builder, name, field.nullable(), typeCode(field.kind()), type, dictionary, childrenVector, metadata);
    }

    private static int dictionary(FlatBufferBuilder builder) {
        int index = Int.createInt(builder, 32, true);
        return DictionaryEncoding.createDictionaryEncoding(
                builder, DICTIONARY_ID, index, false, DictionaryKind.DenseArray);
    }

    private static int[] keyValues(FlatBufferBuilder builder, Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .mapToInt(entry -> KeyValue.createKeyValue(
                        builder, builder.createString(entry.getKey()), builder.createString(entry.getValue())))
                .toArray();
    }

    private static byte typeCode(Kind kind) {
        return switch (kind) {
            case UINT16, INT32, UINT32, INT64 -> Type.Int;
            case FLOAT32, FLOAT64 -> Type.FloatingPoint;
            case UTF8, DICTIONARY -> Type.Utf8;
            case BINARY -> Type.Binary;
            case LIST -> Type.List;
            case FIXED_SIZE_LIST -> Type.FixedSizeList;
            case STRUCT -> Type.Struct_;
        };
    }

    private static int type(FlatBufferBuilder builder, ArrowField field) {
        return switch (field.kind()) {
            case UINT16 -> Int.createInt(builder, 16, false);
            case INT32 -> Int.createInt(builder, 32, true);
            case UINT32 -> Int.createInt(builder, 32, false);
            case INT64 -> Int.createInt(builder, 64, true);
            case FLOAT32 -> FloatingPoint.createFloatingPoint(builder, Precision.SINGLE);
            case FLOAT64 -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
            case FIXED_SIZE_LIST -> FixedSizeList.createFixedSizeList(builder, field.listSize());
            case UTF8, DICTIONARY -> {
                Utf8.startUtf8(builder);
                yield Utf8.endUtf8(builder);
            }
            case BINARY -> {
                Binary.startBinary(builder);
                yield Binary.endBinary(builder);
            }
            case LIST -> {
                org.apache.arrow.flatbuf.List.startList(builder);
                yield org.apache.arrow.flatbuf.List.endList(builder);
            }
            case STRUCT -> {
                Struct_.startStruct_(builder);
                yield Struct_.endStruct_(builder);
            }
        };
    }

    private static ArrowField field(Field field) {
        List<ArrowField> children = new ArrayList<>();
        for (int i = 0; i < field.childrenLength(); i++) {
            children.add(field(field.children(i)));
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < field.customMetadataLength(); i++) {
            KeyValue entry = field.customMetadata(i);
            metadata.put(entry.key(), entry.value());
        }
        Kind kind = kind(field);
        int listSize = kind == Kind.FIXED_SIZE_LIST ? ((FixedSizeList) field.type(new FixedSizeList())).listSize() : 0;
        return new ArrowField(field.name(), kind, listSize, field.nullable(), children, metadata);
    }

    private static Kind kind(Field field) {
        return switch (field.typeType()) {
            case Type.Int -> integer((Int) field.type(new Int()));
            case Type.FloatingPoint ->
                ((FloatingPoint) field.type(new FloatingPoint())).precision() == Precision.SINGLE
                        ? Kind.FLOAT32
                        : Kind.FLOAT64;
            case Type.Utf8 -> field.dictionary() == null ? Kind.UTF8 : Kind.DICTIONARY;
            case Type.Binary -> Kind.BINARY;
            case Type.List -> Kind.LIST;
            case Type.FixedSizeList -> Kind.FIXED_SIZE_LIST;
            case Type.Struct_ -> Kind.STRUCT;
            default ->
                throw new IllegalArgumentException("Field " + field.name() + " has Arrow type "
                        + Type.name(field.typeType()) + "; we do not write that");
        };
    }

    private static Kind integer(Int type) {
        return switch (type.bitWidth()) {
            case 16 -> Kind.UINT16;
            case 32 -> type.isSigned() ? Kind.INT32 : Kind.UINT32;
            default -> Kind.INT64;
        };
    }
}
