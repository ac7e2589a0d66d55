#include "props/main.hpp"

int main(int argc, char** argv) { return sim::props::run_all_properties(argc, argv); }
