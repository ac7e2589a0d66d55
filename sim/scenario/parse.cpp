#include "sim/scenario/parse.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "sim/scenario/scalar_extent.hpp"
#include "sim/scenario/yaml_error.hpp"

namespace sim::scenario {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Thrown through yaml-cpp once a diagnostic has said why reading stops.
struct Stop {};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(Diagnostics& found, std::uint32_t shift)
      : found_(found), text_(found.source().text()), shift_(shift), last_end_(shift) {}

  [[nodiscard]] Node& root() { return root_; }
  [[nodiscard]] std::size_t last_end() const { return last_end_; }
  // Where the innermost [ or { that is still open stands.
  [[nodiscard]] const Place* open_bracket() const {
    const auto open = std::find_if(frames_.rbegin(), frames_.rend(),
                                   [](const Frame& f) { return f.closing != '\0'; });
    return open == frames_.rend() ? nullptr : &open->node.place;
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) second_document(offset(mark));
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    const std::uint32_t begin = after_properties(mark, "?", anchor);
    const std::size_t length = null_length(begin);
    if (begin != offset(mark)) node.kind = Node::Kind::invalid;  // nothing but a tag or an anchor
    if (length > 0) {
      node.style = Style::plain;
      node.place = {begin, begin + static_cast<std::uint32_t>(length)};
    } else {
      node.place = missing_value();
    }
    node.content = node.place;
    add(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    const std::uint32_t begin = offset(mark);
    report_alias(found_, begin);
    Node node;
    node.kind = Node::Kind::invalid;
    node.place = word_at(text_, begin);
    add(std::move(node));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const std::uint32_t begin = after_properties(mark, tag, anchor);
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = value;
    if (begin < text_.size()) {
      const ScalarExtent extent = scalar_extent(text_, begin, value, block_column());
      if (!extent.closed) {
        report_open_quote(found_, extent.place);
        throw Stop{};
      }
      node.place = extent.place;
      node.content = extent.content;
      node.style = extent.style;
    }
    add(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    start(Node::Kind::list, after_properties(mark, tag, anchor), style == YAML::EmitterStyle::Flow);
  }
  void OnSequenceEnd() override { finish(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    start(Node::Kind::map, after_properties(mark, tag, anchor), style == YAML::EmitterStyle::Flow);
  }
  void OnMapEnd() override { finish(); }

 private:
  // A collection that is being read.
  struct Frame {
    Node node;
    char closing = '\0';  // of a flow collection
    bool has_key = false;
    Node key;
    bool duplicate = false;
    std::set<std::string, std::less<>> keys;
  };

  std::uint32_t offset(const YAML::Mark& mark) const {
    const std::size_t at = static_cast<std::size_t>(std::max(0, mark.pos)) + shift_;
    return static_cast<std::uint32_t>(std::min(at, text_.size()));
  }

  std::uint32_t column(std::uint32_t at) const {
    const Source& source = found_.source();
    const std::uint32_t begin = source.line_begin(source.line_number(at));
    return at - std::min(begin, at);
  }

  // Reports a tag and an anchor and gives the offset of the value behind them.
  std::uint32_t after_properties(const YAML::Mark& mark, const std::string& tag,
                                 YAML::anchor_t anchor) {
    std::uint32_t at = offset(mark);
    if (anchor == YAML::NullAnchor && (tag == "?" || tag == "!" || tag.empty()) &&
        text_.substr(at, 1) != "!") {
      return at;
    }
    while (at < text_.size() && (text_[at] == '!' || text_[at] == '&')) {
      const Place word = word_at(text_, at);
      report_property(found_, word);
      const std::size_t next = text_.find_first_not_of(" \t\r\n", word.end);
      at = static_cast<std::uint32_t>(std::min(next, text_.size()));
    }
    return at;
  }

  // The length of the word that means null at `at`; 0 where the value is missing and `at` is where
  // the next thing stands.
  std::size_t null_length(std::uint32_t at) const {
    if (!frames_.empty()) {
      const Frame& frame = frames_.back();
      const bool block_value =
          frame.node.kind == Node::Kind::map && frame.has_key && frame.closing == '\0';
      if (block_value && column(at) <= frame.node.column && at > frame.key.place.end) return 0;
    }
    for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
      if (text_.substr(std::min<std::size_t>(at, text_.size())).starts_with(word)) {
        return word.size();
      }
    }
    return 0;
  }

  // Just after the ':' or '-' that promised a value: the next thing that is neither blank nor
  // comment after what was read last.
  Place missing_value() const {
    std::size_t at = last_end_;
    while (at < text_.size()) {
      at = std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
      if (text_.substr(at, 1) != "#") break;
      at = std::min(text_.find('\n', at), text_.size());
    }
    const bool sign =
        at < text_.size() && std::string_view(":-?").find(text_[at]) != std::string_view::npos;
    const auto place = static_cast<std::uint32_t>(sign ? at + 1 : last_end_);
    return {place, place};
  }

  int block_column() const {
    const auto block = std::find_if(frames_.rbegin(), frames_.rend(),
                                    [](const Frame& frame) { return frame.closing == '\0'; });
    return block == frames_.rend() ? -1 : static_cast<int>(block->node.column);
  }

  void count(std::uint32_t at) {
    if (++nodes_ <= source_nodes_max) return;
    found_.error({at, at + 1}, "the file holds more than 100000 values")
        .help("long recordings belong into a file of their own");
    throw Stop{};
  }

  void start(Node::Kind kind, std::uint32_t begin, bool flow) {
    if (frames_.size() >= source_depth_max) {
      found_.error({begin, begin + 1}, "the file is more than 64 levels deep");
      throw Stop{};
    }
    count(begin);
    Frame frame;
    frame.node.kind = kind;
    frame.node.column = column(begin);
    frame.node.place = {begin, begin};
    const bool list = kind == Node::Kind::list;
    frame.node.style = flow ? (list ? Style::flow_list : Style::flow_map)
                            : (list ? Style::block_list : Style::block_map);
    const std::string_view opening = list ? "[" : "{";
    if (flow && text_.substr(begin, 1) == opening) frame.closing = list ? ']' : '}';
    if (flow) last_end_ = std::max<std::size_t>(last_end_, begin + (frame.closing != '\0' ? 1 : 0));
    frames_.push_back(std::move(frame));
  }

  void finish() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.closing != '\0') last_end_ = closing_bracket(frame.closing) + 1;
    last_end_ = std::min(last_end_, text_.size());
    frame.node.place.end =
        static_cast<std::uint32_t>(std::max<std::size_t>(frame.node.place.begin, last_end_));
    frame.node.content = frame.node.place;
    attach(std::move(frame.node));
  }

  // From the end of the last item on there is only what separates items, and comments.
  std::size_t closing_bracket(char closing) const {
    std::size_t at = last_end_;
    while (at < text_.size() && text_[at] != closing) {
      if (text_[at] == '#') at = std::min(text_.find('\n', at), text_.size());
      if (at < text_.size()) ++at;
    }
    return std::min(at, text_.size() - 1);
  }

  void add(Node node) {
    count(node.place.begin);
    node.column = column(node.place.begin);
    last_end_ = std::max<std::size_t>(last_end_, node.place.end);
    attach(std::move(node));
  }

  void attach(Node node) {
    if (frames_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = frames_.back();
    node.in_flow = frame.node.style == Style::flow_list || frame.node.style == Style::flow_map;
    if (frame.node.kind == Node::Kind::list) {
      frame.node.items.push_back(std::move(node));
    } else if (frame.has_key) {
      frame.node.entries.push_back({std::move(frame.key), std::move(node), frame.duplicate});
      frame.has_key = false;
    } else {
      take_key(frame, std::move(node));
    }
  }

  void take_key(Frame& frame, Node key) {
    frame.duplicate = false;
    if (!key.is_scalar()) {
      if (!key.is_invalid()) report_key(found_, key);
      key.kind = Node::Kind::invalid;
      key.text.clear();
    } else if (key.text == "<<") {
      report_merge_key(found_, key);
      key.kind = Node::Kind::invalid;
    } else if (!frame.keys.insert(key.text).second) {
      frame.duplicate = true;
      const Node* first = &frame.node.find_entry(key.text)->key;
      report_duplicate(found_, key, *first);
    }
    frame.key = std::move(key);
    frame.has_key = true;
  }

  [[noreturn]] void second_document(std::uint32_t begin) {
    report_second_document(found_, begin);
    throw Stop{};
  }

  Diagnostics& found_;
  std::string_view text_;
  std::uint32_t shift_;
  std::size_t last_end_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
  std::vector<Frame> frames_;
  Node root_;
};

}  // namespace

std::optional<Node> parse_yaml(Diagnostics& found) {
  std::string_view text = found.source().text();
  const std::uint32_t shift =
      text.starts_with(byte_order_mark) ? static_cast<std::uint32_t>(byte_order_mark.size()) : 0;
  std::istringstream stream{std::string(text.substr(shift))};
  TreeBuilder builder(found, shift);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      found.error("the file is empty").help("a scenario starts with 'scenario: NAME'");
      return std::nullopt;
    }
    while (parser.HandleNextDocument(builder)) {
    }
    return std::move(builder.root());
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& error) {
    const bool placed = error.mark.pos >= 0;
    const std::size_t at =
        placed ? static_cast<std::size_t>(error.mark.pos) + shift : builder.last_end();
    report_yaml_error(found, {error.msg, at, builder.last_end(), builder.open_bracket()});
    return std::nullopt;
  }
}

}  // namespace sim::scenario
