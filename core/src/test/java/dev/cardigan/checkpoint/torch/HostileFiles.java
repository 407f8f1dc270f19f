package dev.cardigan.checkpoint.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that lie, bomb or want something executed, by what is wrong with them. */
final class HostileFiles {

    private static final long FAR = 1L << 62;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private HostileFiles() {}

    static Map<String, byte[]> all() {
        HostileFiles made = new HostileFiles();
        made.calls();
        made.shapes();
        made.bombs();
        made.machines();
        made.zips();
        made.legacy();
        return made.files;
    }

    /** A sound file: two tensors. */
    static byte[] sound() {
        return new TorchZip().pickle(soundPickle()).floats("0", 1, 2, 3).floats("1", 4).bytes();
    }

    private static byte[] soundPickle() {
        return new PickleWriter()
                .beginDict()
                .text("a.weight")
                .floats("0", 3)
                .text("a.bias")
                .floats("1", 1)
                .endDict()
                .stop();
    }

    private void add(String name, PickleWriter pickle) {
        files.put(name, new TorchZip().pickle(pickle.stop()).floats("0", 1, 2, 3).bytes());
    }

    private void calls() {
        for (String each :
                new String[] {
                    "os system",
                    "posix system",
                    "builtins eval",
                    "builtins exec",
                    "builtins getattr",
                    "subprocess Popen",
                    "torch load",
                    "torch.hub load",
                    "numpy.core.multiarray _reconstruct",
                    "argparse Namespace",
                    "runpy run_path",
                    "torch.nn.modules.conv Conv2d",
                    "torch._utils _rebuild_qtensor",
                    "torch QInt8Storage",
                    "collections defaultdict",
                    "java.lang.Runtime exec"
                }) {
            String[] name = each.split(" ");
            add(
                    "call of " + name[0] + "." + name[1],
                    new PickleWriter()
                            .global(name[0], name[1])
                            .op('(')
                            .text("touch executed")
                            .op('t')
                            .op('R'));
        }
        add(
                "instance",
                new PickleWriter()
                        .op('(')
                        .text("x")
                        .raw('i')
                        .raw("os\nsystem\n".chars().toArray()));
        add("object", new PickleWriter().op('(').global("collections", "OrderedDict").op('o'));
        add("new object", new PickleWriter().global("torch", "Size").op(')').raw(0x81));
        add("extension", new PickleWriter().raw(0x82, 1));
        add("call of a number", new PickleWriter().number(1).op(')').op('R'));
        add(
                "call of a storage",
                new PickleWriter().global("torch", "FloatStorage").op(')').op('R'));
        add(
                "attributes",
                new PickleWriter().beginDict().text("a").floats("0", 3).op('}').op('b').endDict());
        add("module id", new PickleWriter().op('(').text("module").number(1).op('t').op('Q'));
        add("text id", new PickleWriter().text("0").op('Q'));
        add("stack name", new PickleWriter().text("os").text("system").raw(0x93).op(')').op('R'));
    }

    private void shape(String name, long offset, long[] shape, long[] strides) {
        add(
                name,
                new PickleWriter()
                        .beginDict()
                        .text("a")
                        .tensor("FloatStorage", "0", 3, offset, shape, strides)
                        .endDict());
    }

    private void shapes() {
        shape("negative extent", 0, new long[] {-3}, new long[] {1});
        shape("negative stride", 2, new long[] {3}, new long[] {-1});
        shape("negative offset", -1, new long[] {3}, new long[] {1});
        shape("too long", 0, new long[] {4}, new long[] {1});
        shape("too far", 1, new long[] {3}, new long[] {1});
        shape("offset past the end", 4, new long[] {1}, new long[] {1});
        shape("huge extent", 0, new long[] {FAR}, new long[] {1});
        shape("huge stride", 0, new long[] {3}, new long[] {FAR});
        shape("huge offset", FAR, new long[] {3}, new long[] {1});
        shape("overflowing extents", 0, new long[] {1L << 32, 1L << 32}, new long[] {0, 0});
        shape("overflowing strides", 0, new long[] {2, 2}, new long[] {Long.MAX_VALUE, 3});
        shape("expanded without end", 0, new long[] {1 << 24}, new long[] {0});
        shape("fewer strides", 0, new long[] {3, 1}, new long[] {1});
        shape("too many dimensions", 0, new long[65], new long[65]);
        for (long count : new long[] {2, 4, -1, FAR, Long.MAX_VALUE}) {
            add(
                    "storage of " + count,
                    new PickleWriter().beginDict().text("a").floats("0", count).endDict());
        }
        add("missing storage", new PickleWriter().beginDict().text("a").floats("7", 3).endDict());
        add(
                "path as a key",
                new PickleWriter().beginDict().text("a").floats("../../0", 3).endDict());
        add("empty dictionary", new PickleWriter().op('}'));
        add("no dictionary", new PickleWriter().number(1));
        add("tensor alone", new PickleWriter().floats("0", 3));
        add(
                "key twice",
                new PickleWriter()
                        .beginDict()
                        .text("a")
                        .floats("0", 3)
                        .text("a")
                        .floats("0", 3)
                        .endDict());
        add(
                "name twice",
                new PickleWriter()
                        .beginDict()
                        .text("a")
                        .beginDict()
                        .text("b")
                        .floats("0", 3)
                        .endDict()
                        .text("a.b")
                        .floats("0", 3)
                        .endDict());
        add("tuple as a key", new PickleWriter().beginDict().op(')').floats("0", 3).endDict());
    }

    private void bombs() {
        PickleWriter deep = new PickleWriter();
        for (int i = 0; i < 5000; i++) {
            deep.op('}').text("a");
        }
        deep.floats("0", 3);
        for (int i = 0; i < 5000; i++) {
            deep.op('s');
        }
        add("deep dictionaries", deep);
        PickleWriter doubling = new PickleWriter().beginDict().text("a").floats("0", 3).endDict();
        for (int i = 0; i < 200; i++) {
            doubling.raw('q', i).op('0').beginDict();
            doubling.text("l").raw('h', i).text("r").raw('h', i).endDict();
        }
        add("doubling by memo", doubling);
        PickleWriter wide = new PickleWriter().beginDict().text("a").floats("0", 3).endDict();
        for (int i = 0; i < 5; i++) {
            wide.raw('q', i).op('0').beginDict();
            for (int j = 0; j < 60; j++) {
                wide.text("k" + j).raw('h', i);
            }
            wide.endDict();
        }
        add("sharing by memo", wide);
        add(
                "dictionary in itself",
                new PickleWriter().op('}').raw('q', 0).text("a").raw('h', 0).op('s'));
        add("list in itself", new PickleWriter().op(']').raw('q', 0).raw('h', 0).op('a'));
        add("memo far ahead", new PickleWriter().op('}').op('r').fourBytes(Integer.MAX_VALUE));
        add("memo unknown", new PickleWriter().raw('h', 9));
        files.put("marks", bomb('('));
        files.put("dictionaries", bomb('}'));
        files.put("lists", bomb(']'));
        files.put("tuples", bomb(')'));
    }

    private static byte[] bomb(char operation) {
        byte[] pickle = new byte[1 << 20];
        Arrays.fill(pickle, (byte) operation);
        pickle[0] = (byte) 0x80;
        pickle[1] = 2;
        return new TorchZip().pickle(pickle).bytes();
    }

    private void machines() {
        add("empty stack", new PickleWriter());
        add("left over", new PickleWriter().number(1).number(2));
        add("group without mark", new PickleWriter().op('t'));
        add("mark as a value", new PickleWriter().op('('));
        add("text without end", new PickleWriter().op('X').fourBytes(Integer.MAX_VALUE));
        add("text of negative length", new PickleWriter().raw(0x8d).fourBytes(-1).fourBytes(-1));
        add("bytes without end", new PickleWriter().op('B').fourBytes(-1));
        add("name without end", new PickleWriter().op('c').raw(new int[1000]));
        add("number without end", new PickleWriter().raw(0x8b).fourBytes(Integer.MAX_VALUE));
        add("unknown operation", new PickleWriter().raw(0xff));
        add("future protocol", new PickleWriter().raw(0x80, 9));
        add("set", new PickleWriter().raw(0x8f));
        add("odd pairs", new PickleWriter().beginDict().text("a").endDict());
        add("values in a number", new PickleWriter().number(1).text("a").text("b").op('s'));
        add("append to a number", new PickleWriter().number(1).text("a").op('a'));
        add(
                "ordered of text",
                new PickleWriter()
                        .global("collections", "OrderedDict")
                        .text("x")
                        .raw(0x85)
                        .op('R'));
        add(
                "parameter of text",
                new PickleWriter()
                        .global("torch._utils", "_rebuild_parameter")
                        .text("x")
                        .raw(0x85)
                        .op('R'));
        add(
                "tensor of nothing",
                new PickleWriter().global("torch._utils", "_rebuild_tensor_v2").op(')').op('R'));
    }

    private void zips() {
        files.put("no pickle", new TorchZip().floats("0", 1).bytes());
        files.put(
                "two pickles",
                new TorchZip().pickle(soundPickle()).with("b/data.pkl", soundPickle()).bytes());
        files.put(
                "program",
                new TorchZip().pickle(soundPickle()).with("archive/constants.pkl", "x").bytes());
        files.put(
                "wrong order",
                new TorchZip().pickle(soundPickle()).with("archive/byteorder", "middle").bytes());
        for (String path : new String[] {"../evil", "/etc/evil", "C:/evil", "a/../../b", "a\\b"}) {
            files.put(
                    "path " + path,
                    new TorchZip()
                            .pickle(soundPickle())
                            .floats("0", 1, 2, 3)
                            .floats("1", 4)
                            .with(path, "x")
                            .bytes());
        }
        byte[] zeros = new byte[1 << 24];
        PickleWriter bomb =
                new PickleWriter().beginDict().text("a").floats("0", zeros.length / 4).endDict();
        files.put(
                "zip bomb",
                new TorchZip()
                        .pickle(bomb.stop())
                        .with("archive/data/0", zeros)
                        .deflated()
                        .bytes());
        files.put("packed pickle bomb", new TorchZip().pickle(zeros).deflated().bytes());
        files.put("twice the same entry", renamed("archive/data/1", "archive/data/0"));
        files.put("only the beginning of a zip", new byte[] {'P', 'K', 3, 4});
        directory("entries more than there are", 10, 9);
        directory("directory elsewhere", 16, 0x7fffffff);
        directory("directory of no size", 12, 0);
        central("size that lies", 24, 13);
        central("packed size that lies", 20, 0x7ffffff0);
        central("header elsewhere", 42, 5);
        central("header far away", 42, 0x7fffff00);
        central("other method", 10, 12);
        central("deflated that is not", 10, 8);
        central("encrypted", 8, 1);
        central("sum that lies", 16, 1);
        central("name too long", 28, 0x7fff);
    }

    private static byte[] renamed(String from, String to) {
        String text = new String(sound(), StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void directory(String name, int at, int value) {
        byte[] file = sound();
        little(file).putInt(file.length - 22 + at, value);
        files.put(name, file);
    }

    /** Changes 16 bits in the directory's first entry, which is the pickle. */
    private void central(String name, int at, int value) {
        byte[] file = sound();
        ByteBuffer bytes = little(file);
        int directory = bytes.getInt(file.length - 22 + 16);
        bytes.putShort(directory + at, (short) value);
        if (value > 0xffff) {
            bytes.putInt(directory + at, value);
        }
        files.put(name, file);
    }

    private static ByteBuffer little(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void legacy() {
        files.put("legacy of another version", legacy(7, true, "0", 3));
        files.put("legacy big-endian", legacy(1001, false, "0", 3));
        files.put("legacy with another key", legacy(1001, true, "5", 3));
        files.put("legacy with another count", legacy(1001, true, "0", 4));
        files.put("legacy with a huge count", legacy(1001, true, "0", FAR));
        files.put("legacy cut off", Arrays.copyOf(legacy(1001, true, "0", 3), 200));
    }

    /** The format before 1.6 with one storage. */
    static byte[] legacy(long version, boolean little, String key, long count) {
        byte[][] parts = {
            new PickleWriter()
                    .raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
                    .stop(),
            new PickleWriter().number(version).stop(),
            new PickleWriter()
                    .beginDict()
                    .text("little_endian")
                    .raw(little ? 0x88 : 0x89)
                    .endDict()
                    .stop(),
            new PickleWriter().beginDict().text("a").floats("0", 3).endDict().stop(),
            new PickleWriter().op(']').text(key).op('a').stop(),
            ByteBuffer.allocate(20)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(count)
                    .putFloat(1)
                    .putFloat(2)
                    .putFloat(3)
                    .array()
        };
        ByteBuffer file =
                ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(file::put);
        return file.array();
    }
}
